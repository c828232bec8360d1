import type { Context } from 'hono';
import { mostHandedIn, mostHandedInBytes, mostHeldBytes } from '../../jira/failures.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from '../http/error-answer.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { openHandIn, TooMany } from './hand-in.ts';
import { readHandedIn, readLine } from './handed-in.ts';
import { refuseHandIn } from './ingest-tokens.ts';
import { boundedChunks, decode, linesOf, TooLong } from './record-lines.ts';
import { keptFrom } from './retention.ts';

type HandIn = ReturnType<typeof openHandIn>;

const lineTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
const mostHeldWords = `${mostHeldBytes / 1024 / 1024} MiB`;
const limitWords =
  `A call may hold up to ${mostHandedIn} records and ${mostHandedInBytes / 1024 / 1024} MiB. ` +
  'Those before were kept; send the rest in further calls.';

/** `POST …/failures`: failures that Jira does not tell us, from the app's own receiver or a file. */
export async function handInFailures(
  context: Context<AppEnvironment>,
  connectionId: string,
  { database, clock, keptDays, ...door }: ArchiveOptions,
): Promise<Response> {
  const refused = refuseHandIn(context, { connectionId, ...door });
  if (refused) return refused;
  const { headers, body } = context.req.raw;
  if (headers.has('content-encoding')) {
    return errorAnswer(context, 415, 'Send the failures as they are, not compressed.');
  }
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !lineTypes.includes(type)) {
    return errorAnswer(
      context,
      415,
      'Send application/x-ndjson, one record a line, or application/json, an array of records.',
    );
  }
  if (Number(headers.get('content-length') ?? 0) > mostHandedInBytes) {
    return errorAnswer(context, 413, limitWords.replace('Those before were', 'Nothing was'));
  }
  const now = clock.now();
  const handIn = openHandIn(database, connectionId, now);
  const oldest = keptFrom(now, keptDays);
  const chunks = boundedChunks(body ?? new Blob([]).stream(), mostHandedInBytes);
  try {
    const fault =
      type === 'application/json'
        ? await takeArray(chunks, handIn, oldest)
        : await takeLines(chunks, handIn, oldest);
    if (fault !== undefined) return errorAnswer(context, 400, fault);
    await handIn.keep();
    return context.json(handIn.answer);
  } catch (cause) {
    // What came whole is kept, and told, whatever came of the rest.
    await handIn.keep();
    if (cause instanceof TooLong || cause instanceof TooMany) {
      return context.json({ errorMessages: [limitWords], errors: {}, ...handIn.answer }, 413);
    }
    if (context.req.raw.signal.aborted || isCut(cause)) {
      return errorAnswer(context, 400, 'The request broke off. Send it again: nothing is doubled.');
    }
    throw cause;
  }
}

async function takeLines(
  chunks: AsyncIterable<Uint8Array>,
  handIn: HandIn,
  oldest: number,
): Promise<undefined> {
  for await (const { number, text, isTooLong } of linesOf(chunks, mostHeldBytes)) {
    if (isTooLong) await handIn.take(number, `the record is longer than ${mostHeldWords}`);
    else if (text?.trim() !== '') await handIn.take(number, readLine(text, oldest));
  }
}

/** A sentence where it is no array at all. */
async function takeArray(
  chunks: AsyncIterable<Uint8Array>,
  handIn: HandIn,
  oldest: number,
): Promise<string | undefined> {
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > mostHeldBytes) {
      return `An array may have up to ${mostHeldWords}. Nothing was kept: send one record a line (NDJSON).`;
    }
    held.push(chunk);
  }
  const values = parseArray(decode(held));
  if (!values) return 'The request is not a JSON array of records. Nothing was kept.';
  for (const [place, value] of values.entries()) {
    await handIn.take(place + 1, readHandedIn(value, oldest));
  }
}

function parseArray(text: string | undefined): unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(text ?? '');
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The names that Node gives a body that ends before its time. */
function isCut(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
