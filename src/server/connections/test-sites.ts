/** A console as its own process, and the sandbox of another in Atlassian's place. For tests. */
import { createServer } from 'node:http';
import { startConsole } from '../console-process.ts';
import { makeStorePlace } from '../store/test-store.ts';

/** Between a console and the sandbox of another: sees the tokens, and may act before one is passed on. */
async function openGatekeeper(sandboxUrl: string) {
  const seen: string[] = [];
  const gate = { beforeAnswer: () => Promise.resolve() };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
      const answer = await fetch(`${sandboxUrl}/sandbox${incoming.url}`, {
        method: incoming.method ?? 'GET',
        redirect: 'manual',
        headers: {
          'content-type': incoming.headers['content-type'] ?? 'application/json',
          authorization: incoming.headers.authorization ?? 'none',
        },
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      const text = await answer.text();
      if (incoming.url === '/auth/oauth/token') {
        seen.push(
          ...[...text.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)].map(
            ([, found]) => found ?? '',
          ),
        );
        await gate.beforeAnswer();
      }
      outgoing.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
        ...(answer.headers.has('location')
          ? { location: answer.headers.get('location') ?? '' }
          : {}),
      });
      outgoing.end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    gate,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function openTestSites(given: Record<string, string> = {}) {
  const sandboxPlace = await makeStorePlace();
  const sandbox = await startConsole(sandboxPlace.environment);
  const gatekeeper = await openGatekeeper(sandbox.url);
  const place = await makeStorePlace();
  const clientSecret = 'sandbox-client-secret';
  const environment = {
    ...place.environment,
    SANDBOX: 'off',
    LOG_LEVEL: 'trace',
    OAUTH_CLIENT_ID: 'sandbox-client',
    OAUTH_CLIENT_SECRET: clientSecret,
    ATLASSIAN_AUTH_URL: `${gatekeeper.url}/auth`,
    ATLASSIAN_API_URL: `${gatekeeper.url}/api`,
    PRIVATE_SITES: '127.0.0.1',
    ...given,
  };
  return {
    sandbox,
    gatekeeper,
    place,
    clientSecret,
    start: (more: Record<string, string> = {}) => startConsole({ ...environment, ...more }),
    async [Symbol.asyncDispose]() {
      await gatekeeper[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
      await sandboxPlace[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
