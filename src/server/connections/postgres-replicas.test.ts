import { expect, test } from 'vitest';
import { connectionSummaries } from '../../jira/connection.ts';
import { openTestConnections, tenantOf } from './test-connections.ts';

test('what one console adds and removes, another on the same store lists so at once', async () => {
  await using one = await openTestConnections();
  await using two = await openTestConnections({}, one.place);
  const idsAt = async (console: typeof two) =>
    connectionSummaries.parse(await console.read('/api/connections')).map(({ id }) => id);
  expect(await idsAt(two)).toEqual([]);
  await one.send('POST', '/api/connections', tenantOf(one.siteUrl));
  const [id = ''] = await idsAt(one);
  expect(id).not.toBe('');
  expect(await idsAt(two)).toEqual([id]);
  await two.send('DELETE', `/api/connections/${id}`);
  expect(await idsAt(one)).toEqual([]);
});

test('the list is answered from memory while the store is away', async () => {
  await using console = await openTestConnections();
  await console.send('POST', '/api/connections', tenantOf(console.siteUrl));
  const { database } = console;
  await database.schema.alterTable('connections').renameTo('away').execute();
  expect(await console.read('/api/connections')).toHaveLength(1);
});
