import { describe, expect, test } from 'vitest';
import { failure, failuresPath, openTestArchive, testNow } from './test-archive.ts';

const url = 'https://hooks.acme.example/of/nadia@acme.example';
const body =
  '{"n":1.10,"user":{"displayName":"Nadia Okonjo","accountId":"557058:x"},"n":"n@a.example"}';
const masked =
  '{"n":1.10,"user":{"displayName":"Person 1","accountId":"masked-account-1"},"n":"person-2@masked.example"}';

async function archiveOfThree() {
  const archive = await openTestArchive();
  await archive.handIn([
    { ...failure('a', testNow, { body }), url },
    { ...failure('b', testNow - 1), url },
    { ...failure('c', testNow - 2, { body: 'no JSON, <n@a.example>' }), url },
  ]);
  return archive;
}

describe('masked', () => {
  test('an export has stand-ins in its bodies, and all else as it is', async () => {
    await using archive = await archiveOfThree();
    const response = await archive.request(`${failuresPath}/export?format=ndjson&masked=1`);
    expect(response.headers.get('content-disposition')).toContain('failures-test-masked.ndjson');
    const lines = (await response.text()).split('\n').slice(0, -1);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { id: 'a', url, failureTime: testNow, body: masked },
      { id: 'b', url, failureTime: testNow - 1 },
      { id: 'c', url, failureTime: testNow - 2, body: 'no JSON, <person-1@masked.example>' },
    ]);
  });

  test('an export finds by the text that came', async () => {
    await using archive = await archiveOfThree();
    const query = 'format=ndjson&masked=1&text=okonjo';
    const text = await (await archive.request(`${failuresPath}/export?${query}`)).text();
    expect(JSON.parse(text)).toMatchObject({ id: 'a', body: masked });
  });

  test('a body, and the same without', async () => {
    await using archive = await archiveOfThree();
    const path = `${failuresPath}/a/${testNow}/body`;
    const response = await archive.request(`${path}?masked=1`);
    expect(response.headers.get('content-disposition')).toContain('a-masked.json');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(masked);
    expect(await (await archive.request(path)).text()).toBe(body);
  });

  test('large bodies, beside the main thread', async () => {
    await using archive = await openTestArchive();
    const large = (mail: string) => `["${'x'.repeat(300_000)}","${mail}"]`;
    await archive.handIn(
      ['a', 'b'].map((id, nth) =>
        failure(id, testNow - nth, { body: large(`${id}@acme.example`) }),
      ),
    );
    const response = await archive.request(`${failuresPath}/export?format=ndjson&masked=1`);
    const lines = (await response.text()).split('\n').slice(0, -1);
    const bodies = lines.map((line) => (JSON.parse(line) as { body: string }).body);
    expect(bodies).toEqual([large('person-1@masked.example'), large('person-1@masked.example')]);
  });

  test.each(['/export?format=csv&masked=yes', `/a/${testNow}/body?masked=`])(
    'nothing else is taken for a choice: %s',
    async (address) => {
      await using archive = await archiveOfThree();
      const response = await archive.request(failuresPath + address);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('masked must be 1 or left out.');
    },
  );
});
