/** The running console that a command speaks to. */
import { connectionSummaries, type ConnectionSummary } from '../../jira/connection.ts';
import { createTransport } from '../../jira/transport.ts';
import { UsageError, type Command } from './command-line.ts';

/** With the token of the environment, where there is one: on a command line others could read it. */
export async function sendWithToken(url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = process.env['CONSOLE_TOKEN'];
  if (token) headers.set('authorization', `Bearer ${token}`);
  return fetch(url, { ...init, headers });
}

/** Asked first, so that a slip of the pen is called one. */
export async function findConnection({
  connectionId,
  consoleUrl,
}: Pick<Command, 'connectionId' | 'consoleUrl'>): Promise<ConnectionSummary> {
  const transport = createTransport({ baseUrl: consoleUrl, fetch: sendWithToken });
  const call = { method: 'GET', path: '/api/connections' };
  const connections = await transport.read(call, connectionSummaries);
  const found = connections.find(({ id }) => id === connectionId);
  if (found) return found;
  const ids = connections.map(({ id }) => id);
  const known = ids.length > 0 ? `It has ${ids.join(', ')}.` : 'It has none.';
  throw new UsageError(`The console has no connection ${connectionId}. ${known}`);
}
