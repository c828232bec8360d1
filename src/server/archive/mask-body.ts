import { Worker } from 'node:worker_threads';
import { maskPersonalData } from '../../jira/personal-data/mask.ts';

/** Longer ones take tens of milliseconds and more, and the others would wait. */
const longestHere = 256 * 1024;

/**
 * What 25 MB may take at worst; past it the thread ends, not the console. Of what people send, a tenth
 * is enough.
 */
const resourceLimits = { maxOldGenerationSizeMb: 3072 };

/** One at a time, so that many large ones don't take the memory of all of them. */
let before: Promise<unknown> = Promise.resolve();

/** A body with stand-ins for personal data; a large one is masked beside the main thread. */
export function maskBody(body: Buffer): string | Promise<string> {
  if (body.byteLength <= longestHere) return maskPersonalData(body.toString());
  const masked = before.then(() => maskInThread(body.toString()));
  before = masked.catch(() => undefined);
  return masked;
}

async function maskInThread(text: string): Promise<string> {
  const worker = new Worker(new URL('mask-thread.ts', import.meta.url), {
    workerData: text,
    resourceLimits,
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The masking ended without a result.')));
    });
  } finally {
    await worker.terminate();
  }
}
