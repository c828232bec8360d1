// oxlint-disable-next-line import/default -- Vite makes it: the address of the built worker
import workerUrl from './body-worker.ts?worker&url';

/** Trusted Types (W3C), where the browser has them; TypeScript's own library does not know them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(text: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** Whatever it is asked, it names this one script: a hole the size of the need. */
const policy = trustedTypes?.createPolicy('body-viewer', { createScriptURL: () => workerUrl });

function start(): Worker {
  const url = policy === undefined ? workerUrl : policy.createScriptURL(workerUrl);
  return new Worker(url, { type: 'module' });
}

/** One that has started already: a worker takes longer to start than most bodies take to be read. */
let spare: Worker | undefined = startSpare();

/** What fails while nobody has it is not kept: the next one may be had. */
function startSpare(): Worker {
  const worker = start();
  worker.addEventListener('error', () => {
    if (spare === worker) spare = undefined;
  });
  return worker;
}

export function takeBodyWorker(): Worker {
  const taken = spare ?? start();
  spare = undefined;
  return taken;
}

/** What held a body ends with it, and the next one starts. */
export function endBodyWorker(worker: Worker): void {
  worker.terminate();
  spare ??= startSpare();
}
