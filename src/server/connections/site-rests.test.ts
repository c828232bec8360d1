import { expect, test } from 'vitest';
import { createSiteRests } from './site-rests.ts';

const refusal = (retryAfter: string, date?: string) =>
  new Response('', {
    status: 429,
    headers: { 'retry-after': retryAfter, ...(date === undefined ? {} : { date }) },
  });

test.each([
  ['-5', undefined],
  ['0', undefined],
  ['', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['1e999', undefined],
  ['5, 10', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['1', '1'],
  ['99999999999999999999', '900'],
  ['Fri, 31 Dec 9999 23:59:59 GMT', '900'],
])('R11: a Retry-After of “%s” lets a site rest for %s seconds', (text, seconds) => {
  const rests = createSiteRests(() => 0);
  rests.heed('https://acme.test', refusal(text, 'Mon, 05 Jan 2026 10:00:00 GMT'));
  const told = rests.refusal('https://acme.test')?.headers.get('retry-after');
  expect(told).toBe(seconds);
});

test('sites whose rest is over are forgotten, though nothing is asked of them any more', () => {
  let now = 0;
  const rests = createSiteRests(() => now);
  for (let site = 0; site < 100; site++) rests.heed(`https://${site}.test`, refusal('10'));
  now = 10_000;
  rests.heed('https://acme.test', refusal('10'));
  expect(rests.size()).toBe(1);
});
