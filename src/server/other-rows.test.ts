/** What one connection has, asked for through another's address. */
import { expect, test } from 'vitest';
import { attemptsPath, openTestResending, resendPath } from './resend/test-resending.ts';
import { failure, openTestArchive, payload, testNow } from './archive/test-archive.ts';

const planted = 'planted-secret-7f3a';

/** Ways of writing the address of connection `test` behind that of `other`. */
const detours = (rest: string) => [
  `/api/connections/other/../test/failures${rest}`,
  `/api/connections/other/%2e%2e/test/failures${rest}`,
  `/api/connections/other/..%2ftest/failures${rest}`,
  `/api/connections/other%2f..%2ftest/failures${rest}`,
  `/api/connections/other%2ftest/failures${rest}`,
  `/api/connections/other//test/failures${rest}`,
  `/api/connections/other%00test/failures${rest}`,
  `/api/connections/other;test/failures${rest}`,
  `/api/connections/other,test/failures${rest}`,
  `/api/connections/other%20/failures${rest}`,
  `/api/connections/OTHER/failures${rest}`,
  `/api/connections/%74est%00/failures${rest}`,
  `/api/connections/*/failures${rest}`,
  `/api/connections/%25/failures${rest}`,
  `/api/connections/_est/failures${rest}`,
  `/api/connections/test'--/failures${rest}`,
  `/api/connections/other'%20or%20'1'='1/failures${rest}`,
];

/** And of asking `other` for what it has not. */
const questions = [
  '?connection=test',
  '?connection_id=test',
  '?id=test',
  '?url=https://hooks.acme.example/jira',
  '?text=planted',
  '?webhook=7',
  '?before=9999999999999:z',
  "?event=x'%20or%20'1'='1",
  "?project=OPS'%20union%20select%20*%20from%20failure_bodies--",
];

const addresses = [
  '',
  '/groups?by=url',
  '/histogram',
  '/sparklines',
  '/status',
  '/export?format=ndjson',
  `/lost/${testNow}/body`,
  `/export?format=ndjson&only=${testNow}:lost`,
];

async function openPlanted() {
  const archive = await openTestArchive();
  const body = payload('jira:issue_updated', 'OPS-1', [7]).replace('OPS-1', planted);
  await archive.handIn([failure('lost', testNow, { body })]);
  return archive;
}

test.each(addresses)(
  'S8: no other connection’s address leads to its failures%s',
  async (address) => {
    await using archive = await openPlanted();
    const own = await (await archive.request(`/api/connections/test/failures${address}`)).text();
    // URL parsers resolve dots before anything is asked: those two are the address of `test` itself.
    for (const path of detours(address).filter(
      (path) => !/other\/(?:\.\.|%2e%2e)\/test/.test(path),
    )) {
      const response = await archive.request(path);
      expect([path, response.status]).toEqual([path, 404]);
    }
    const other = await archive.request(`/api/connections/other/failures${address}`);
    const text = await other.text();
    for (const part of [planted, 'lost', 'acme', 'OPS']) expect(text).not.toContain(part);
    expect(text).not.toBe(own);
  },
);

test.each(questions)('S8: no question to another connection finds them: %s', async (question) => {
  await using archive = await openPlanted();
  for (const address of ['', '/groups', '/histogram', '/export']) {
    const by = address === '/groups' ? '&by=url' : '';
    const format = address === '/export' ? '&format=ndjson' : '';
    const path = `/api/connections/other/failures${address}${question}${by}${format}`;
    const text = await (await archive.request(path)).text();
    for (const part of [planted, 'lost', '"count":1']) expect([path, text]).not.toContain(part);
    expect(text).not.toContain(planted);
  }
});

test('S8: neither its bodies nor its attempts can be had or sent through another connection', async () => {
  await using resending = await openTestResending();
  await resending.keep('{"planted":"secret"}');
  for (const path of [resendPath(), attemptsPath()]) {
    for (const other of ['other', 'nobody', 'TEST', 'test%2f', '..%2ftest', 'other%2f..%2ftest']) {
      const method = path === resendPath() ? 'POST' : 'GET';
      const init = method === 'POST' ? { method, body: '{"url":"https://a.example/"}' } : {};
      const address = `http://localhost${path.replace('/test/', `/${other}/`)}`;
      const response = await resending.app.request(new Request(address, init));
      expect([address, response.status]).toEqual([address, 404]);
      expect(await response.text()).not.toContain('planted');
    }
  }
});

test('S7: what is asked of the archive or handed in changes no prototype', async () => {
  await using archive = await openTestArchive();
  const names = ['__proto__', '__proto__[polluted]', 'constructor.prototype.polluted', 'toString'];
  const query = names.map((name) => `${encodeURIComponent(name)}=1`).join('&');
  for (const address of addresses) {
    const separator = address.includes('?') ? '&' : '?';
    const path = `/api/connections/test/failures${address}${separator}${query}`;
    expect((await archive.request(path)).status).toBeLessThan(500);
  }
  const polluting = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"__proto__","url":"https://a","failureTime":${testNow},"body":"{\\"__proto__\\":{\\"polluted\\":1},\\"webhookEvent\\":\\"__proto__\\"}"}`;
  const handedIn = await archive.request('/api/connections/test/failures', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: polluting,
  });
  expect(handedIn.status).toBe(200);
  for (const by of ['event', 'url', 'project']) {
    await archive.request(`/api/connections/test/failures/groups?by=${by}`);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
