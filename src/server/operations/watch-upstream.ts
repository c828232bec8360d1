import type { Connection } from '../connections/connection.ts';
import type { Metrics } from './metrics.ts';
import type { WebhookCensus } from './webhook-census.ts';

/** A page of a list is some 50 KB; what is far more is passed on, and not looked at. */
const mostLookedAt = 4 * 1024 * 1024;

interface Watching {
  metrics: Metrics;
  census: WebhookCensus;
}

/** The same connection; how long its site takes is measured, and its lists are looked at as they pass. */
export function watchUpstream(connection: Connection, { metrics, census }: Watching): Connection {
  const { id, kind } = connection;
  return {
    ...connection,
    async fetch(request) {
      const startedAt = performance.now();
      const measure = (status: string) =>
        metrics.upstream.observe({ kind, status }, (performance.now() - startedAt) / 1000);
      const answer = await connection.fetch(request).catch((cause: unknown) => {
        measure('none');
        throw cause;
      });
      measure(`${Math.floor(answer.status / 100)}xx`);
      const isList =
        request.method === 'GET' &&
        answer.status === 200 &&
        new URL(request.url).pathname.endsWith('/rest/api/3/webhook');
      return isList && answer.body
        ? new Response(
            lookedAt(answer.body, (text) => census.see(id, text)),
            answer,
          )
        : answer;
    },
  };
}

/** Passes a body on as it comes, and tells of it once it is whole. */
function lookedAt(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onWhole: (text: string) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size <= mostLookedAt) chunks.push(chunk);
        else chunks.length = 0;
        controller.enqueue(chunk);
      },
      flush() {
        if (size <= mostLookedAt) onWhole(Buffer.concat(chunks).toString());
      },
    }),
  );
}
