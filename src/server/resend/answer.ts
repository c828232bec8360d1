import { mostAnswerBytes, type ResendOutcome } from '../../jira/resend.ts';

export type Answered = Omit<Extract<ResendOutcome, { state: 'answered' }>, 'state' | 'durationMs'>;

export interface Incoming {
  status: number;
  headers: readonly [name: string, value: string][];
  /** Rejects where it breaks off. Ending the loop early lets go of the rest. */
  chunks: AsyncIterable<Uint8Array>;
}

/** What tells who answered, and why. Never `Set-Cookie`, which may open a session. */
const shownHeaders =
  /^(?:content-(?:type|length|encoding|language)|location|retry-after|server|via|date|allow|www-authenticate|x-powered-by|x-(?:request|correlation|amzn-request|amz-cf)-?id|cf-ray|traceparent|(?:x-)?ratelimit(?:-.*)?)$/;
const longestHeader = 1000;

/** The answer as far as it is kept. Never unpacked: a few bytes can stand for gigabytes. */
export async function readAnswer({ status, headers, chunks }: Incoming): Promise<Answered> {
  const shown = headers
    .map(([name, value]) => ({
      name: name.toLowerCase(),
      value: value.slice(0, longestHeader),
    }))
    .filter(({ name }) => shownHeaders.test(name));
  const encoding = shown.find(({ name }) => name === 'content-encoding')?.value ?? 'identity';
  const { bytes, bodyEnd } = await readSome(chunks);
  if (encoding.toLowerCase() !== 'identity') {
    return { status, headers: shown, body: '', bodyEnd: 'compressed' };
  }
  // As a stream, which keeps back half a character at the end.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const body = decoder.decode(bytes, { stream: bodyEnd !== 'whole' });
  return { status, headers: shown, body, bodyEnd };
}

async function readSome(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ bytes: Buffer; bodyEnd: Answered['bodyEnd'] }> {
  const held: Uint8Array[] = [];
  let size = 0;
  const taken = () => Buffer.concat(held).subarray(0, mostAnswerBytes);
  try {
    for await (const chunk of chunks) {
      held.push(chunk);
      size += chunk.byteLength;
      if (size > mostAnswerBytes) return { bytes: taken(), bodyEnd: 'cut' };
    }
    return { bytes: taken(), bodyEnd: 'whole' };
  } catch {
    return { bytes: taken(), bodyEnd: 'broken-off' };
  }
}
