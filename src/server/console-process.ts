/** The console as its own process, on a free port and a data folder that the test names. For tests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

export interface ConsoleProcess extends AsyncDisposable {
  url: string;
  stdout: () => string;
  stderr: () => string;
  kill: (signal: NodeJS.Signals) => void;
  /** The exit code, or the signal that ended it. */
  exit: Promise<number | NodeJS.Signals>;
}

/** Resolves once it says that it serves, or has ended. `program` is what is started in the console's place. */
export async function startConsole(
  environment: Record<string, string>,
  program = main,
): Promise<ConsoleProcess> {
  const child = spawn(process.execPath, [program], {
    // No reading in the background: it would meet the faults that a test asks for.
    env: { PATH: process.env['PATH'], PORT: '0', POLL_INTERVAL_MS: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.includes('\n')) isReady();
  });
  const exit = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? 0);
  await Promise.race([ready, exit]);
  return {
    url: /http:\S+/.exec(stdout)?.[0] ?? '',
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
