import { concernsAll, JiraError } from '../../jira/errors.ts';
import type { WebhookId } from '../../jira/wire.ts';
import type { Sent } from './verdicts.ts';

/** Jira documents no limit for one request; this many keep an answer quick and a stop prompt. */
export const batchSize = 50;

/** Where Jira says "too many requests" without saying how long to wait. */
const unsaidWaitMs = 30_000;
/** Longer than this nobody watches: the rest is reported as not sent instead. */
const longestWaitMs = 5 * 60_000;

export interface BatchOptions {
  send: (ids: readonly WebhookId[]) => Promise<unknown>;
  /** Aborted when the operator presses stop: the batch under way ends first, so that its outcome is known. */
  stop: AbortSignal;
  /** Resolves after `milliseconds`, or at once when `stop` is aborted. */
  wait: (milliseconds: number, stop: AbortSignal) => Promise<void>;
  onProgress?: (progress: { done: number; waitUntil?: number }) => void;
}

/**
 * Sends the ids in batches, one after another, and says for each id how its batch was answered. A batch
 * that fails does not stop the others, save where they could only fail alike.
 */
export async function sendInBatches(
  ids: readonly WebhookId[],
  options: BatchOptions,
): Promise<Map<WebhookId, Sent>> {
  const sent = new Map<WebhookId, Sent>();
  const note = (batch: readonly WebhookId[], outcome: Sent) => {
    for (const id of batch) sent.set(id, outcome);
  };
  for (let start = 0; start < ids.length; start += batchSize) {
    if (options.stop.aborted) {
      note(ids.slice(start), { kind: 'not-sent', because: 'Stopped before it was sent.' });
      break;
    }
    const batch = ids.slice(start, start + batchSize);
    const outcome = await sendOne(batch, sent.size, options);
    note(batch, outcome);
    options.onProgress?.({ done: sent.size });
    if (outcome.kind === 'failed' && concernsAll(outcome.error)) {
      note(ids.slice(start + batchSize), { kind: 'not-sent', because: outcome.error.message });
      break;
    }
  }
  return sent;
}

/** One batch; after "too many requests" once more, when Jira allows it, and never a third time. */
async function sendOne(
  batch: readonly WebhookId[],
  done: number,
  { send, stop, wait, onProgress }: BatchOptions,
): Promise<Sent> {
  const first = await attempt(() => send(batch));
  if (first.kind !== 'failed' || first.error.kind !== 'rate-limited') return first;
  const pause = first.error.retryAfterMs ?? unsaidWaitMs;
  if (pause > longestWaitMs) return first;
  onProgress?.({ done, waitUntil: Date.now() + pause });
  await wait(pause, stop);
  if (stop.aborted) return { kind: 'not-sent', because: 'Stopped while Jira asked to wait.' };
  onProgress?.({ done });
  return attempt(() => send(batch));
}

async function attempt(send: () => Promise<unknown>): Promise<Sent> {
  try {
    await send();
    return { kind: 'answered' };
  } catch (error) {
    if (error instanceof JiraError) return { kind: 'failed', error };
    // A fault of our own leaves open what Jira did: the list tells, as after an answer that was lost.
    const messages = ['The console failed.'];
    return {
      kind: 'failed',
      error: new JiraError({ kind: 'garbled', messages }, { cause: error }),
    };
  }
}

/** Resolves after `milliseconds`, or as soon as `signal` is aborted. */
export function waitUnless(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
