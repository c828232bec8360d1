import { handInAnswer, mostHeldBytes, type HandInAnswer } from '../../jira/failures.ts';
import { messagesOf } from '../../jira/transport.ts';
import { archivePath } from '../archive-client.ts';
import { cutLines, type FilePart } from './cut-file.ts';

/** What became of a file so far; refused records are counted by the lines of the whole file. */
export interface HandInProgress extends HandInAnswer {
  /** Of the file, that were sent and answered. */
  bytes: number;
  /** Why it went no further, where it did not. */
  fault: string | undefined;
}

/** So many refused records are told one by one. */
const mostRefused = 1000;

/**
 * Hands a file in, part by part, and tells of each. NDJSON of any size; an array of up to 32 MiB. What
 * is known already is not doubled, so a file that broke off can be handed in again whole.
 */
export async function* handInFile(
  connectionId: string,
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<HandInProgress> {
  const sum: HandInProgress = { accepted: 0, known: 0, refused: [], bytes: 0, fault: undefined };
  const isArray = (await file.slice(0, 64).text()).trimStart().startsWith('[');
  if (isArray && file.size > mostHeldBytes) {
    yield {
      ...sum,
      fault: 'An array of more than 32 MiB can’t be handed in. Write one record a line (NDJSON).',
    };
    return;
  }
  const parts = isArray ? [{ from: 0, to: file.size, linesBefore: 0 }] : cutLines(file.stream());
  const type = isArray ? 'application/json' : 'application/x-ndjson';
  for await (const part of parts) {
    const { answer, fault } = await send(connectionId, file, part, type, signal);
    sum.accepted += answer.accepted;
    sum.known += answer.known;
    const refused = answer.refused.map(({ record, reason }) => ({
      record: record + part.linesBefore,
      reason,
    }));
    sum.refused = [...sum.refused, ...refused].slice(0, mostRefused);
    if (fault === undefined) sum.bytes = part.to;
    yield { ...sum, fault };
    if (fault !== undefined) return;
  }
}

const nothing: HandInAnswer = { accepted: 0, known: 0, refused: [] };

async function send(
  connectionId: string,
  file: Blob,
  { from, to }: FilePart,
  type: string,
  signal: AbortSignal,
): Promise<{ answer: HandInAnswer; fault: string | undefined }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(archivePath(connectionId), {
      method: 'POST',
      headers: { 'content-type': type },
      body: file.slice(from, to),
      signal,
    });
    text = await response.text();
  } catch {
    const fault = signal.aborted
      ? 'Stopped. What was sent before is kept; handing the file in again doubles nothing.'
      : 'No answer came: the last part may be kept or not. Hand the file in again: nothing is doubled.';
    return { answer: nothing, fault };
  }
  const parsed = handInAnswer.safeParse(jsonOf(text));
  const answer = parsed.success ? parsed.data : nothing;
  if (response.ok && parsed.success) return { answer, fault: undefined };
  const fault = messagesOf(text).join(' ') || `The console answered ${response.status}.`;
  return { answer, fault };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
