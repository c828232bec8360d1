import { boundedChunks } from '../../archive/record-lines.ts';
import type { Connection } from '../connection.ts';
import { startDeadline } from '../../proxy/deadline.ts';

const patienceMs = 15_000;
/** Tokens take a few KB, and each site of a user some 300 bytes. */
const mostBytes = 1024 * 1024;

export interface Question extends Omit<RequestInit, 'signal'> {
  headers: Record<string, string>;
}

/** One answer of Atlassian's with all of its body: the time allowed covers that too. */
export async function wholeAnswer(
  send: Connection['fetch'],
  url: string,
  { headers, ...question }: Question,
): Promise<Response> {
  const { signal, hold, within, end } = startDeadline(patienceMs);
  try {
    const request = new Request(url, {
      ...question,
      headers: { 'user-agent': 'jira-webhook-console', ...headers },
      redirect: 'manual',
      signal,
    });
    const answer = await within(send(hold(request)));
    const body = await within(wholeBody(answer));
    return new Response(body.byteLength > 0 ? body : null, answer);
  } finally {
    end();
  }
}

async function wholeBody({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of boundedChunks(body ?? new Blob([]).stream(), mostBytes)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
