import { createHash, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorCollection } from '../../jira/wire.ts';
import { mostAnswerBytes } from '../../jira/resend.ts';
import type { Connection } from '../connections/connection.ts';
import { expectSecured } from '../http/expect-secured.ts';
import { day } from '../../sandbox/clock.ts';
import { deleteBefore } from '../archive/retention.ts';
import { testNow } from '../archive/test-archive.ts';
import { openReceiver } from './test-receiver.ts';
import { openTestResending, attemptsPath, failedUrl, resendPath } from './test-resending.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sentence = async (response: Response) =>
  errorCollection.parse(await response.json()).errorMessages?.join(' ');
const body = '{"id":9007199254740993,"a":1,"a":2,"text":"\u202e\\ud800 é"}';

test('the body arrives byte for byte, with what tells what it is', async () => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  const id = randomUUID();
  const url = `http://receiver.test:${receiver.port}/ok?tenant=1&a=b%20c`;
  const { attempt, known } = await resending.resend(`${url}#part`, id);
  expect(known).toBe(false);
  expect(attempt).toEqual({
    id,
    url,
    startedAt: testNow,
    signed: false,
    outcome: {
      state: 'answered',
      status: 202,
      headers: expect.arrayContaining([{ name: 'content-type', value: 'text/plain' }]),
      body: 'thanks, ü',
      bodyEnd: 'whole',
      durationMs: expect.any(Number),
    },
  });
  expect(JSON.stringify(attempt)).not.toContain('planted');
  expect(receiver.taken).toEqual([
    {
      url: '/ok?tenant=1&a=b%20c',
      method: 'POST',
      sha256: sha256(body),
      headers: {
        host: `receiver.test:${receiver.port}`,
        'content-type': 'application/json; charset=UTF-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'jira-webhook-console',
        'x-atlassian-webhook-identifier': 'lost',
        'x-webhook-console-resend': id,
        'accept-encoding': 'identity',
        connection: 'close',
      },
    },
  ]);
  expect(await resending.attempts()).toEqual({
    attempts: [attempt],
    canSign: false,
    whyUnsigned: 'not-set-up',
  });
});

const answers: [behaviour: string, expected: object][] = [
  ['redirect', { state: 'answered', status: 307 }],
  ['cut', { state: 'answered', status: 500, body: 'half', bodyEnd: 'broken-off' }],
  ['gzip', { state: 'answered', status: 200, body: '', bodyEnd: 'compressed' }],
  ['large', { state: 'answered', body: 'ä'.repeat(mostAnswerBytes / 2), bodyEnd: 'cut' }],
  ['endless', { state: 'answered', status: 200, bodyEnd: 'cut' }],
  ['hang-up', { state: 'unknown', reason: expect.stringContaining('without an answer') }],
  ['reset', { state: 'unknown' }],
  ['door', { state: 'unknown' }],
  ['many-headers', { state: 'unknown' }],
  ['switching', { state: 'unknown' }],
  ['no-http', { state: 'unknown' }],
];

test.each(answers)('a receiver that does %s is told as it is', async (behaviour, expected) => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  const { attempt } = await resending.resend(`http://receiver.test:${receiver.port}/${behaviour}`);
  expect(attempt.outcome).toMatchObject(expected);
  expect(receiver.connections()).toBe(1);
  if (behaviour === 'redirect') {
    expect(attempt.outcome).toMatchObject({
      headers: expect.arrayContaining([
        { name: 'location', value: 'http://169.254.169.254/latest/meta-data' },
      ]),
    });
  }
});

test.each([
  ['slow', { state: 'unknown', reason: 'No answer came within 0.3 seconds.' }],
  ['drip', { state: 'answered', status: 200, body: 'at last', bodyEnd: 'broken-off' }],
])('a receiver that is %s does not hold the console', async (behaviour, expected) => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending({ timeoutMs: 300 });
  await resending.keep(body);
  const { attempt } = await resending.resend(`http://receiver.test:${receiver.port}/${behaviour}`);
  expect(attempt.outcome).toMatchObject(expected);
});

test('where there is no connection, nothing can have arrived', async () => {
  const port = await openReceiver().then(async (receiver) => {
    await receiver[Symbol.asyncDispose]();
    return receiver.port;
  });
  await using resending = await openTestResending();
  await resending.keep(body);
  const { attempt } = await resending.resend(`http://receiver.test:${port}/ok`);
  expect(attempt.outcome).toMatchObject({
    state: 'failed',
    reason: `Nothing listens at receiver.test:${port}.`,
  });
});

test('R12: the same attempt, at once and later, is made once, and said to be known', async () => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  const id = randomUUID();
  const url = `http://receiver.test:${receiver.port}/ok`;
  const clicks = await Promise.all(Array.from({ length: 20 }, () => resending.resend(url, id)));
  expect(clicks.filter(({ known }) => !known)).toHaveLength(1);
  const later = await resending.resend(url, id.toUpperCase());
  expect(later).toEqual({ ...clicks[0], known: true });
  const elsewhere = await resending.post({ url: `${url}/other`, attempt: id });
  expect(elsewhere.status).toBe(409);
  expect(await sentence(elsewhere)).toContain(`made before, to ${url}.`);
  expect(receiver.taken).toHaveLength(1);
  await resending.resend(url);
  expect(receiver.taken).toHaveLength(2);
  expect((await resending.attempts()).attempts).toHaveLength(2);
});

test('an attempt that another console makes is not made here', async () => {
  await using receiver = await openReceiver();
  await using one = await openTestResending();
  await one.keep(body);
  const other = await one.restart();
  const slow = `http://receiver.test:${receiver.port}/slow`;
  const id = randomUUID();
  const first = one.resend(slow, id);
  await expect.poll(() => receiver.taken.length).toBe(1);
  const [failure] = await one.database.selectFrom('failures').selectAll().execute();
  const order = { url: new URL(slow), attemptId: id, body: Buffer.from(body) };
  const connection = { id: 'test' } as Parameters<typeof other.resend>[0]['connection'];
  if (!failure) throw new Error('no failure');
  const second = await other.resend({ ...order, connection, failure });
  expect(second).toMatchObject({ known: true, attempt: { id, outcome: { state: 'sending' } } });
  await one.resending.stop();
  expect((await first).attempt.outcome.state).toBe('unknown');
  expect(receiver.taken).toHaveLength(1);
});

test('no more than four are sent at once; a fifth is told to wait, and not recorded', async () => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  const slow = `http://receiver.test:${receiver.port}/slow`;
  const waiting = Array.from({ length: 4 }, () => resending.resend(slow));
  await expect.poll(() => receiver.taken.length).toBe(4);
  const fifth = await resending.post({ url: slow, attempt: randomUUID() });
  expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '5']);
  expect((await resending.attempts()).attempts).toHaveLength(4);
  await resending.resending.stop();
  for (const { attempt } of await Promise.all(waiting)) {
    expect(attempt.outcome).toEqual({
      state: 'unknown',
      reason: 'The console was stopped before an answer came.',
    });
  }
});

test('an attempt is there as sending before anything arrives, and unknown after a new start', async () => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  void resending.resend(`http://receiver.test:${receiver.port}/slow`).catch(() => undefined);
  await expect.poll(() => receiver.taken.length).toBe(1);
  expect((await resending.attempts()).attempts[0]?.outcome).toEqual({ state: 'sending' });
  await resending.restart();
  const abandoned = { state: 'unknown', reason: 'The console ended while it was sending.' };
  expect((await resending.attempts()).attempts[0]?.outcome).toEqual(abandoned);
});

test('what a console of another name left is unknown once its time is over', async () => {
  await using resending = await openTestResending();
  await resending.keep(body);
  const row = { connection_id: 'test', failure_time: testNow, delivery_id: 'lost', signed: 0 };
  const about = { attempt_id: 'a', url: failedUrl, started_at: testNow, replica: 'two' };
  await resending.database
    .insertInto('resend_attempts')
    .values({ ...row, ...about, outcome: null })
    .execute();
  await resending.restart();
  expect((await resending.attempts()).attempts[0]?.outcome.state).toBe('sending');
  resending.time.now += 60_000;
  expect((await resending.attempts()).attempts[0]?.outcome.state).toBe('unknown');
});

test('attempts go with their failure, and with no other', async () => {
  await using resending = await openTestResending();
  await resending.keep(body);
  await resending.resend('https://receiver.test:1/');
  const { database } = resending;
  const count = async () =>
    (await database.selectFrom('resend_attempts').selectAll().execute()).length;
  await deleteBefore(database, 'test', testNow - day, new AbortController().signal);
  expect(await count()).toBe(1);
  await deleteBefore(database, 'test', testNow + 1, new AbortController().signal);
  expect(await count()).toBe(0);
});

const signer = {
  deliveries: { authorize: (url: URL) => Promise.resolve(`JWT for ${url.pathname}`) },
};

test('signed only for the receiver that it failed at', async () => {
  const urls = { same: failedUrl, path: 'https://hooks.acme.example/other' };
  const foreign = [
    'https://hooks.acme.example:8443/jira',
    'https://acme.example/jira',
    'http://hooks.acme.example/jira',
  ];
  const seen: (string | null)[] = [];
  const take = (request: Request) => {
    seen.push(request.headers.get('authorization'));
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  const deliveries = { ...signer.deliveries, receiverAt: () => ({ take }) };
  await using resending = await openTestResending({}, { deliveries });
  await resending.keep(body);
  expect((await resending.attempts()).canSign).toBe(true);
  for (const url of Object.values(urls))
    expect((await resending.resend(url)).attempt.signed).toBe(true);
  for (const url of foreign) expect((await resending.resend(url)).attempt.signed).toBe(false);
  expect(seen).toEqual(['JWT for /jira', 'JWT for /other', null, null, null]);
});

test.each<[string, Partial<Connection>, string]>([
  ['a Connect app of which nobody said where it is', {}, 'not-set-up'],
  ['an OAuth app', { kind: 'oauth' }, 'undocumented'],
  [
    'an app that is elsewhere',
    { deliveries: { ...signer.deliveries, isFor: () => false } },
    'other-address',
  ],
])('why nothing is signed for %s is told', async (_, about, whyUnsigned) => {
  await using resending = await openTestResending({}, about);
  await resending.keep(body);
  expect(await resending.attempts()).toEqual({ attempts: [], canSign: false, whyUnsigned });
});

test.each([
  [{}, 'url must be a text'],
  [{ url: 7 }, 'url must be a text'],
  [{ url: failedUrl, attempt: 'again' }, 'attempt must be a UUID'],
  [{ url: `https://a/${'a'.repeat(9000)}` }, 'too long'],
  [{ url: '' }, 'no address on the web'],
  [{ url: 'javascript:alert(1)' }, 'no address on the web'],
  [{ url: 'https://user:planted@hooks.acme.example/' }, 'Leave them out'],
])('$#: what cannot be sent to is refused before anything is recorded', async (asked, expected) => {
  await using resending = await openTestResending();
  await resending.keep(body);
  const response = await resending.post(asked);
  expect(response.status).toBe(400);
  expectSecured(response);
  expect(await sentence(response)).toContain(expected);
  expect((await resending.attempts()).attempts).toEqual([]);
});

test('what the archive has not cannot be sent', async () => {
  await using resending = await openTestResending();
  await resending.keep(undefined);
  expect(await sentence(await resending.post({ url: failedUrl }))).toContain('no body');
  const unknown = await resending.post({ url: failedUrl }, 'other');
  expect([unknown.status, await sentence(unknown)]).toEqual([
    404,
    'The archive has no such failure, or no longer.',
  ]);
  const paths = [attemptsPath('other'), attemptsPath().replace('/test/', '/nobody/'), resendPath()];
  for (const path of paths) expect((await resending.app.request(path)).status).toBe(404);
});

test('S1: another site cannot have a body sent', async () => {
  await using receiver = await openReceiver();
  await using resending = await openTestResending();
  await resending.keep(body);
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }]) {
    const response = await resending.app.request(`http://localhost${resendPath()}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: JSON.stringify({ url: `http://receiver.test:${receiver.port}/ok` }),
    });
    expect(response.status).toBe(403);
  }
  expect(receiver.connections()).toBe(0);
});

test.each(['a\r\nX-Evil: 1', 'ä', ' a', 'a\0b'])(
  'S3: the delivery id %j, handed in, becomes no header',
  async (delivery) => {
    await using receiver = await openReceiver();
    await using resending = await openTestResending();
    await resending.keep(body, delivery);
    const url = `http://receiver.test:${receiver.port}/ok`;
    const { attempt } = await resending.resend(url, randomUUID(), delivery);
    expect(attempt.outcome.state).toBe('refused');
    expect(receiver.connections()).toBe(0);
  },
);

test('where it cannot be signed as it should, it is not sent, and not left as being sent', async () => {
  const authorize = () => Promise.reject(new Error('planted-secret'));
  await using resending = await openTestResending({}, { deliveries: { authorize } });
  await resending.keep(body);
  const response = await resending.post({ url: failedUrl });
  expect([response.status, await sentence(response)]).toEqual([
    500,
    expect.stringContaining('Its log tells more'),
  ]);
  expect((await resending.attempts()).attempts[0]?.outcome.state).toBe('refused');
  expect(resending.log.join('')).not.toContain('planted-secret');
});

const runs = Number(process.env['RUNS'] ?? 200);

test(
  'R7: whatever text came as a body, what is sent has its SHA-256',
  { timeout: 60_000 + runs * 50 },
  async () => {
    await using receiver = await openReceiver();
    await using resending = await openTestResending();
    const odd = fc.constantFrom(
      '9007199254740993',
      '1e400',
      '-0',
      '"a":1,"a":2',
      '\ufeff',
      '\0',
      '\ud800',
      '\udfff',
      '\u2028',
      '\r\n',
    );
    const texts = fc.array(fc.oneof(odd, fc.json(), fc.string({ unit: 'binary' })), {
      minLength: 1,
    });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        const id = `delivery-${number++}`;
        await resending.keep(parts.join(','), id);
        await resending.resend(`http://receiver.test:${receiver.port}/ok`, randomUUID(), id);
        const kept = await resending.database
          .selectFrom('failures')
          .select('body_sha256')
          .where('delivery_id', '=', id)
          .executeTakeFirstOrThrow();
        expect(receiver.taken.at(-1)).toMatchObject({
          sha256: kept.body_sha256,
          headers: { 'x-atlassian-webhook-identifier': id },
        });
      }),
      { numRuns: runs },
    );
  },
);
