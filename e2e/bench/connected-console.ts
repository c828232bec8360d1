import { connectionSummaries } from '../../src/jira/connection.ts';
import { importAnswer } from '../../src/jira/connection-test.ts';
import { startConsole } from '../console-process.ts';

export interface ConnectedConsole extends AsyncDisposable {
  /** Of each site's connection in turn: `http://127.0.0.1:40123/api/connections/acme-1`. */
  connections: readonly string[];
}

/** A console of its own, without the sandbox, that acts as a Connect app on each of these sites. */
export async function startConnected(origins: readonly string[]): Promise<ConnectedConsole> {
  const { address, close } = await startConsole({ SANDBOX: 'off', PRIVATE_SITES: '127.0.0.1' });
  const api = `${address}/api/connections`;
  const tenants = origins.map((siteUrl) =>
    JSON.stringify({ kind: 'connect', siteUrl, appKey: 'bench-app', sharedSecret: 'of-the-bench' }),
  );
  const imported = await fetch(`${api}/import`, { method: 'POST', body: tenants.join('\n') });
  const { refused } = importAnswer.parse(await imported.json());
  if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused)}`);
  const listed = connectionSummaries.parse(await (await fetch(api)).json());
  const bySite = new Map(listed.map(({ siteUrl, id }) => [siteUrl, `${api}/${id}`]));
  return {
    connections: origins.map((origin) => bySite.get(origin) ?? api),
    [Symbol.asyncDispose]: close,
  };
}
