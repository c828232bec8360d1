/** Sees what Atlassian's stand-in gives a console. For tests. */
import { createServer } from 'node:http';

/** Between a console and the sandbox of another: sees the tokens, and may act before one is passed on. */
export async function openGatekeeper(sandboxUrl: string) {
  const seen: string[] = [];
  const gate = { beforeAnswer: () => Promise.resolve() };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
      // The forms of its pages know their own address.
      const path = (incoming.url ?? '').replace(/^(?!\/sandbox\/)/, '/sandbox');
      const answer = await fetch(sandboxUrl + path, {
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
