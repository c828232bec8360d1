import * as z from 'zod/mini';
import { createTransport, type Transport } from '../../jira/transport.ts';
import { failedWebhook } from '../../jira/wire.ts';
import type { Connection } from '../connections/connection.ts';
import { callSite } from '../connections/call-site.ts';
import { NotUsable } from '../connections/not-usable.ts';
import { startDeadline } from '../proxy/deadline.ts';
import { longestId } from './handed-in.ts';
import type { GivenFailure } from './keep-failures.ts';
import { boundedChunks, TooLong } from './record-lines.ts';

const failedPath = '/rest/api/3/webhook/failed';
/** Jira's documented most. */
const pageSize = 100;
/** A hundred bodies of 25 MB each are more than a process should hold. */
const mostPageBytes = 128 * 1024 * 1024;

/** A page is larger than can be held: ask for fewer records at a time. */
class PageTooLarge extends Error {
  override readonly name = 'PageTooLarge';
}

/** The entries stay raw here: one that can't be read must not hold up all that come after it. */
const rawPage = z.object({
  values: z.array(z.unknown()),
  maxResults: z.optional(z.number()),
  next: z.nullish(z.string()),
});

export interface FailedRecords {
  records: GivenFailure[];
  /** How many entries were not what Jira documents, and could not be kept. */
  unreadable: number;
  /** The query of the next page, undefined where this is the last. */
  nextQuery: string | undefined;
  /** The site's time when it answered, where it told it. */
  siteTime: number | undefined;
}

/** The query of the page after this failure time; of the first page where there is none. */
export function queryAfter(time: number | undefined): string {
  const query = new URLSearchParams({ maxResults: String(pageSize) });
  if (time !== undefined) query.set('after', String(time));
  return query.toString();
}

/** The same page with half the records, undefined where it has one already. */
function halfOf(query: string): string | undefined {
  const half = new URLSearchParams(query);
  const most = Math.floor(Number(half.get('maxResults') ?? pageSize) / 2);
  if (!(most >= 1)) return undefined;
  half.set('maxResults', String(most));
  return half.toString();
}

interface Patience {
  timeoutMs: number;
  signal: AbortSignal;
}

/** Reads one page, with fewer records than asked for where they are too large. Rejects as a client does. */
export async function readPageOrLess(
  connection: Connection,
  query: string,
  patience: Patience,
): Promise<FailedRecords> {
  for (let asked = query; ;) {
    try {
      return await readFailedPage(connection, asked, patience);
    } catch (error) {
      const isTooLarge = error instanceof Error && error.cause instanceof PageTooLarge;
      const half = isTooLarge ? halfOf(asked) : undefined;
      if (half === undefined) throw error;
      asked = half;
    }
  }
}

async function readFailedPage(
  connection: Connection,
  query: string,
  options: Patience,
): Promise<FailedRecords> {
  let siteTime: number | undefined;
  const transport: Transport = createTransport({
    baseUrl: connection.baseUrl,
    fetch: (url, init) => send(connection, url, init, options.timeoutMs),
    onServerDate: (time) => (siteTime = time),
  });
  const path = `${failedPath}?${query}`;
  const page = await transport.read({ method: 'GET', path, signal: options.signal }, rawPage);
  const read = page.values.map((value) => failedWebhook.safeParse(value));
  const records = read.flatMap(({ success, data }) =>
    success && data.id.length <= longestId ? [data] : [],
  );
  // "A page shorter than maxResults is the last one" (OpenAPI); its `next` is for asking again later.
  const isLast = page.values.length < (page.maxResults ?? pageSize);
  return {
    records,
    unreadable: read.length - records.length,
    nextQuery: isLast || page.values.length === 0 ? undefined : queryOf(page.next),
    siteTime,
  };
}

/** `next` is followed by its query alone: its host would be sent our credentials. */
function queryOf(next: string | null | undefined): string | undefined {
  if (next === null || next === undefined) return undefined;
  const at = next.indexOf('?');
  return at < 0 ? undefined : new URLSearchParams(next.slice(at + 1).split('#')[0]).toString();
}

async function send(
  connection: Connection,
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<Response> {
  const { search } = new URL(url);
  const deadline = startDeadline(timeoutMs, init.signal ?? undefined);
  try {
    const { signal, hold } = deadline;
    const headers = { accept: 'application/json' };
    const call = { method: 'GET', path: failedPath, search, headers, signal, hold };
    const answer = await deadline.within(callSite(connection, call));
    // Whole, so that the time allowed covers all of it.
    const body = await deadline.within(readWhole(answer));
    return new Response(body.byteLength > 0 ? body : null, {
      status: answer.status,
      headers: answer.headers,
    });
  } catch (cause) {
    if (!(cause instanceof NotUsable)) throw cause;
    // As a refusal, so that its reason is told as any other.
    return Response.json({ errorMessages: [cause.message] }, { status: cause.status });
  } finally {
    deadline.end();
  }
}

async function readWhole({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of boundedChunks(body, mostPageBytes)) chunks.push(chunk);
  } catch (cause) {
    throw cause instanceof TooLong ? new PageTooLarge() : cause;
  }
  return Buffer.concat(chunks);
}
