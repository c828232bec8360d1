import { expect, test } from 'vitest';
import { signatureWords, type Signing } from './signature-words.ts';

const failed = 'https://app.acme.example/jira';

test.each<[string, Partial<Signing>, RegExp]>([
  [`${failed}/again`, { canSign: true }, /^It will be signed/],
  ['https://other.example', { canSign: true }, /not be signed: .*for app\.acme\.example alone/],
  ['http://app.acme.example', { canSign: true }, /not be signed/],
  [failed, { canSign: false }, /^It will not be signed\.$/],
  [failed, { canSign: false, whyUnsigned: 'not-set-up' }, /not be signed: .*settings/],
  [failed, { canSign: false, whyUnsigned: 'other-address' }, /not be signed: .*not the app’s/],
  [failed, { canSign: false, whyUnsigned: 'undocumented' }, /not be signed: .*OAuth/],
  [failed, { canSign: null }, /could not be read/],
  [failed, {}, /being looked up/],
])('what goes to %s with %j', (url, signing, words) => {
  const { canSign, whyUnsigned } = signing;
  expect(signatureWords(url, failed, { canSign, whyUnsigned })).toMatch(words);
});
