/** The most that a server of log-ins has to say: documents of a few kilobytes. */
export const mostSmallBytes = 1024 * 1024;

/** The answer is of no use, and was not read to its end. */
class NotSmall extends Error {
  override readonly name = 'NotSmall';
}

/**
 * `fetch` for answers that are held as a whole. A few hundred compressed bytes can become gigabytes, and the
 * platform unpacks whatever comes: so none is asked for, and none is taken.
 */
export async function fetchSmall(url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-encoding', 'identity');
  const response = await fetch(url, { ...init, headers });
  const body = await readSmall(response);
  return new Response(body.byteLength === 0 ? null : body, {
    status: response.status,
    headers: response.headers,
  });
}

async function readSmall({ headers, body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^(?:identity)?$/i.test(headers.get('content-encoding') ?? '')) {
    await body?.cancel();
    throw new NotSmall('The answer is compressed, which was not asked for.');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> = body ?? new Blob([]).stream();
  // Leaving the loop early cancels the rest.
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > mostSmallBytes) throw new NotSmall('The answer is too long.');
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).arrayBuffer());
}
