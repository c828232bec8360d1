import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { failurePage, handInAnswer, mostHandedIn } from '../../jira/failures.ts';
import { day } from '../../sandbox/clock.ts';
import { isSignedIn } from '../test-signed-in.ts';
import { failure, failuresPath, openTestArchive, payload, testNow } from './test-archive.ts';

const token = '0123456789abcdef';
const ndjson = { 'content-type': 'application/x-ndjson' };
const post = (
  body: RequestInit['body'],
  headers: Record<string, string> = ndjson,
): RequestInit => ({
  method: 'POST',
  headers,
  body: body ?? null,
});

describe('failures handed in', () => {
  test('are answered by number, the sound ones kept, and the same again known', async () => {
    await using archive = await openTestArchive();
    const records = [
      JSON.stringify(failure('a', testNow, { body: '{"n": 9007199254740993}', more: 1 })),
      '',
      '{"id": "b", "url"',
      JSON.stringify(failure('', testNow)),
      JSON.stringify(failure('c', 1_772_440_200)),
      JSON.stringify(failure('d', testNow, { body: { parsed: true } })),
      JSON.stringify(failure('e', testNow - 91 * day)),
      JSON.stringify({ ...failure('f', 0), failureTime: '2026-03-02T08:30:00.000+0000' }),
      '[]',
      JSON.stringify(failure('a', testNow)),
    ].join('\r\n');
    const first = await archive.request(failuresPath, post(records));
    expect(first.status).toBe(200);
    expect(handInAnswer.parse(await first.json())).toEqual({
      accepted: 2,
      known: 1,
      refused: [
        { record: 3, reason: 'the line is not JSON' },
        { record: 4, reason: 'id is empty' },
        { record: 5, reason: expect.stringContaining('milliseconds') },
        { record: 6, reason: expect.stringContaining('as one text') },
        { record: 7, reason: expect.stringContaining('longer ago') },
        { record: 9, reason: expect.stringContaining('must be an object') },
      ],
    });
    const again = handInAnswer.parse(
      await (await archive.request(failuresPath, post(records))).json(),
    );
    expect([again.accepted, again.known, again.refused.length]).toEqual([0, 3, 6]);
    const { failures } = failurePage.parse(await archive.read());
    expect(failures.map(({ id }) => id)).toEqual(['f', 'a']);
    expect(await archive.read('/histogram')).toMatchObject({ bars: [{ count: 2 }] });
  });

  test('may be a JSON array, of an OAuth connection too', async () => {
    await using archive = await openTestArchive();
    const body = JSON.stringify([failure('a', testNow), 7]);
    const path = '/api/connections/other/failures';
    const response = await archive.request(
      path,
      post(body, { 'content-type': 'application/json' }),
    );
    expect(await response.json()).toMatchObject({ accepted: 1, refused: [{ record: 2 }] });
    expect(await archive.read()).toEqual({ failures: [], next: null, asOf: null });
  });

  test('in another form are refused as a whole', async () => {
    await using archive = await openTestArchive();
    const status = async (init: RequestInit) => (await archive.request(failuresPath, init)).status;
    const json = { 'content-type': 'application/json' };
    expect(await status(post('{}', json))).toBe(400);
    expect(await status(post('[', json))).toBe(400);
    expect(await status(post('[]', { 'content-type': 'text/plain' }))).toBe(415);
    expect(await status(post('[]', { ...json, 'content-encoding': 'gzip' }))).toBe(415);
    expect(await status(post('', ndjson))).toBe(200);
    const unknown = await archive.request('/api/connections/nobody/failures', post('[]', json));
    expect(unknown.status).toBe(404);
  });

  test('past 10,000 a call are told, and those before are kept', async () => {
    await using archive = await openTestArchive();
    const records = Array.from({ length: mostHandedIn + 1 }, (_, n) => failure(`d-${n}`, testNow));
    const response = await archive.handIn(records);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ accepted: mostHandedIn, known: 0 });
  });

  test('R17: past 64 MiB are cut off, and not held in memory', async () => {
    await using archive = await openTestArchive();
    const line = Buffer.from(
      `${JSON.stringify(failure('big', testNow, { body: 'x'.repeat(1024 * 1024) }))}\n`,
    );
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(line));
      },
    });
    const init = { ...post(null), body, duplex: 'half' };
    const response = await archive.request(failuresPath, init);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(70);
    expect(await response.json()).toMatchObject({ accepted: 1, known: 62 });
  });

  test('R17: a record past 32 MiB is refused by its number, and those around it are kept', async () => {
    await using archive = await openTestArchive();
    const long = failure('long', testNow, { body: 'x'.repeat(33 * 1024 * 1024) });
    const response = await archive.handIn([failure('a', testNow), long, failure('b', testNow)]);
    const reason = 'the record is longer than 32 MiB';
    expect(await response.json()).toEqual({
      accepted: 2,
      known: 0,
      refused: [{ record: 2, reason }],
    });
    const array = await archive.request(
      failuresPath,
      post(JSON.stringify([long]), { 'content-type': 'application/json' }),
    );
    expect([array.status, await array.text()]).toEqual([400, expect.stringContaining('32 MiB')]);
  });

  test('that break off keep what came whole, and nothing by halves', async () => {
    await using archive = await openTestArchive();
    const line = `${JSON.stringify(failure('whole', testNow))}\n{"id": "half", "url`;
    let isSent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isSent) controller.error(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
        else controller.enqueue(new Uint8Array(Buffer.from(line)));
        isSent = true;
      },
    });
    const init = { ...post(null), body, duplex: 'half' };
    const response = await archive.request(failuresPath, init);
    expect(response.status).toBe(400);
    expect(await archive.read()).toMatchObject({ failures: [{ id: 'whole' }] });
  });
});

test('R1: whatever is asked or handed in, the console makes no mistake of its own', async () => {
  await using archive = await openTestArchive();
  await archive.handIn([failure('a', testNow, { body: payload('comment_created', 'OPS-1', [1]) })]);
  const addresses = ['', '/histogram', '/groups', '/sparklines', '/status', '/export', '/x/1/body'];
  const names = [
    'from',
    'to',
    'url',
    'event',
    'project',
    'webhook',
    'text',
    'before',
    'limit',
    'by',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.nat().map(String),
    fc.constantFrom('day', 'event', 'csv', 'ndjson', '\0', '%00', '9'.repeat(16), '1:\0'),
  );
  const query = fc.dictionary(fc.constantFrom(...names, 'split', 'format', 'archivedAfter'), value);
  const type = fc.constantFrom('application/x-ndjson', 'application/json');
  const text = fc.oneof(
    fc.json(),
    fc
      .array(fc.record({ id: fc.json(), url: value, failureTime: fc.anything(), body: value }))
      .map(
        (records) =>
          JSON.stringify(records, (_, json: unknown) => (typeof json === 'bigint' ? 1 : json)) ??
          '',
      ),
  );
  const bytes = fc.oneof(
    fc.uint8Array(),
    text.map((json) => new Uint8Array(Buffer.from(json))),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...addresses),
      query,
      type,
      bytes,
      async (path, asked, kind, sent) => {
        const search = new URLSearchParams(asked).toString();
        const answer = await archive.request(`${failuresPath}${path}?${search}`);
        expect(answer.status).toBeLessThan(500);
        await answer.bytes();
        const init = post(new Uint8Array(sent), { 'content-type': kind });
        expect((await archive.request(failuresPath, init)).status).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
});

describe('who may hand in', () => {
  const one = JSON.stringify(failure('a', testNow));

  const withoutLogIn = 'with a log-in, tokens are the log-in’s (access/machines.test.ts)';

  test('a program needs the token where there is one; a page of our own does not', async ({
    skip,
  }) => {
    skip(isSignedIn, withoutLogIn);
    await using archive = await openTestArchive({ tokens: new Map([['test', token]]) });
    const status = async (headers: Record<string, string>) =>
      (await archive.request(failuresPath, post(one, { ...ndjson, ...headers }))).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Bearer ${token}x` })).toBe(401);
    expect(await status({ authorization: 'Bearer ' })).toBe(401);
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status({ 'sec-fetch-site': 'same-origin', authorization: 'Bearer x' })).toBe(401);
  });

  test('S1: another site may not, whatever it shows', async () => {
    await using archive = await openTestArchive({ tokens: new Map([['test', token]]) });
    for (const header of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const headers = { ...ndjson, authorization: `Bearer ${token}`, ...header };
      expect((await archive.request(failuresPath, post(one, headers))).status).toBe(403);
    }
  });

  test('off loopback, a program may not without a token', async ({ skip }) => {
    skip(isSignedIn, withoutLogIn);
    await using archive = await openTestArchive({ loopbackOnly: false });
    expect((await archive.request(failuresPath, post(one))).status).toBe(403);
  });
});

describe('bodies', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '{"a":1,"a":2}',
      '9007199254740993',
      '"\\ud800"',
      '"\\u0000"',
      '\0',
      '\r\n',
      '1e400',
    ),
    fc.bigInt().map(String),
  );

  /** As many as one call may hold, at most. */
  const runs = Number(process.env['RUNS'] ?? 500);

  test('R7: come back with the SHA-256 they came with', async () => {
    await using archive = await openTestArchive();
    const bodies = fc.sample(
      fc.array(piece).map((pieces) => pieces.join('')),
      { numRuns: runs, seed: 7 },
    );
    const records = bodies.map((body, n) => failure(`d-${n}`, testNow + n, { body }));
    const response = await archive.handIn(records);
    expect(await response.json()).toEqual({ accepted: runs, known: 0, refused: [] });
    for (const [n, body] of bodies.entries()) {
      const answer = await archive.request(`${failuresPath}/d-${n}/${testNow + n}/body`);
      expect(sha256(await answer.bytes())).toBe(sha256(Buffer.from(body)));
    }
    let listed = 0;
    for (let before: string | null = ''; before !== null;) {
      const place = before === '' ? '' : `&before=${encodeURIComponent(before)}`;
      const page = failurePage.parse(await archive.read(`?limit=1000${place}`));
      for (const { id, bodySha256, bodySize } of page.failures) {
        const plain = Buffer.from(bodies[Number(id.slice(2))] ?? '');
        expect([bodySha256, bodySize]).toEqual([sha256(plain), plain.length]);
      }
      listed += page.failures.length;
      before = page.next;
    }
    expect(listed).toBe(runs);
  });

  test('with a lone surrogate, which no UTF-8 can carry, get it as a JSON escape', async () => {
    await using archive = await openTestArchive();
    await archive.handIn([failure('a', testNow, { body: '"x\uD800y😀"' })]);
    const answer = await archive.request(`${failuresPath}/a/${testNow}/body`);
    expect(await answer.text()).toBe('"x\\ud800y😀"');
  });

  test('of any depth and any shape are kept, and tell what they can', async () => {
    await using archive = await openTestArchive();
    const bodies = [
      '['.repeat(100_000) + ']'.repeat(100_000),
      'null',
      '{"webhookEvent": 7, "issue": [], "matchedWebhookIds": {}, "timestamp": "now"}',
      '{"__proto__": {"webhookEvent": "no"}, "issue": {"key": "OPS-1"}, "matchedWebhookIds": [1, "x", 1, -2, 3]}',
      payload('comment_created', 'PAY-7', [4]),
    ];
    await archive.handIn(bodies.map((body, n) => failure(`d-${n}`, testNow - n, { body })));
    const { failures } = failurePage.parse(await archive.read());
    expect(
      failures.map(({ event, issueKey, projectKey, webhookIds }) => [
        event,
        issueKey,
        projectKey,
        webhookIds,
      ]),
    ).toEqual([
      ['', '', '', []],
      ['', '', '', []],
      ['', '', '', []],
      ['', 'OPS-1', 'OPS', [1, 3]],
      ['comment_created', 'PAY-7', 'PAY', [4]],
    ]);
  });

  test('S9: are a download of plain text that nobody keeps', async () => {
    await using archive = await openTestArchive();
    const id = '../"<script>';
    await archive.handIn([failure(id, testNow, { body: '<script>alert(1)</script>' })]);
    const path = `${failuresPath}/${encodeURIComponent(id)}/${testNow}/body`;
    const { status, headers } = await archive.request(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="..___script_.json"');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    const missing = await archive.request(`${failuresPath}/a/1/body`);
    expect(missing.status).toBe(404);
    for (const address of ['', '/histogram', '/groups?by=url', '/status', '/export?format=csv']) {
      const answer = await archive.request(failuresPath + address);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});
