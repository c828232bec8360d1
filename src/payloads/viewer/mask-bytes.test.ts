import '../../../e2e/property-seed.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBody } from './body-bytes.ts';
import { maskBytes } from './mask-bytes.ts';
import { OpenBody } from './open-body.ts';

const joined = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? encodeBody(part) : part)]),
  );

test('what is no character stays, beside what is masked', () => {
  const odd = [0xff, 0xc0, 0xed, 0xa0, 0x80, 0x80];
  expect(maskBytes(joined('["', odd, ' a@b.example \uDC80\uD800 é",', odd))).toEqual(
    joined('["', odd, ' person-1@masked.example \uDC80\uD800 é",', odd),
  );
});

test('bytes without a person stay as they are', () => {
  const letters = fc.constantFrom(
    0x22,
    0x5c,
    0x7b,
    0x61,
    0x80,
    0xbf,
    0xc3,
    0xed,
    0xa0,
    0xf0,
    0x9f,
    0xff,
  );
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), (bytes) => {
      expect(maskBytes(Uint8Array.from(bytes))).toEqual(Uint8Array.from(bytes));
    }),
    { numRuns: 3000 },
  );
});

test('a masked body holds nothing of the one that came', () => {
  const text = '{"webhookEvent":"user_created","user":{"displayName":"Nadia Okonjo"}}';
  const body = new OpenBody(text, true);
  expect(body.whole()).toBe(text.replace('Nadia Okonjo', 'Person 1'));
  expect(body.summary()?.who).toBe('Person 1');
  expect(body.find('Nadia', 0).count).toBe(0);
  expect(body.curl('a.json')).not.toContain('Nadia');
  expect(new TextDecoder().decode(body.bytes())).toBe(body.whole());
});
