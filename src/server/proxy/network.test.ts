/** The proxy between real sockets, where the upstream misbehaves. */
import { describe, expect, test } from 'vitest';
import { errorCollection } from '../../jira/wire.ts';
import { fixedConnections } from '../connections/registry.ts';
import { listen } from '../http/http-server.ts';
import { emptyPage, operations, requestOf, testApp, testConnection } from '../test-app.ts';
import { openToxicUpstream, toxicNames, type Toxic } from './toxic-upstream.ts';

const upstreamTimeoutMs = 400;

/** How each toxic has to end: answered in full, refused with a status, or cut while it comes in. */
const endings: Record<Toxic, string[]> = {
  latency: ['answered'],
  down: ['502'],
  bandwidth: ['cut'],
  'slow close': ['answered'],
  timeout: ['504'],
  reset: ['502'],
  slicer: ['answered'],
  'limited data': ['502', 'cut'],
};

async function endingOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return 'cut';
  if (response.status === 200) return text === emptyPage ? 'answered' : 'a short body';
  const { errorMessages } = errorCollection.parse(JSON.parse(text));
  return errorMessages?.length === 1 ? String(response.status) : 'no sentence';
}

const cases = toxicNames.flatMap((toxic) =>
  operations.map((operation) => ({ toxic, operation, name: `${toxic} × ${operation.name}` })),
);

describe('an upstream that misbehaves', () => {
  test.concurrent.each(cases)('R9: $name', async ({ toxic, operation }) => {
    const upstream = await openToxicUpstream(toxic);
    const connection = testConnection((request) => fetch(request), upstream.url);
    const { app } = testApp(fetch, {
      connections: fixedConnections([connection]),
      upstreamTimeoutMs,
    });
    const server = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
    const [path, init] = requestOf(operation);
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      ...init,
      signal: AbortSignal.timeout(upstreamTimeoutMs + 1000),
    });
    expect(endings[toxic]).toContain(await endingOf(response));
    // Both resolve only once no socket is left on their side.
    await upstream.allClosed();
    await server.stop();
  });
});
