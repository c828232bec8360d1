import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { behindProxy, openFrontProxy } from './front-proxy.ts';

export interface ConsoleProcess {
  /** `http://127.0.0.1:40123` */
  address: string;
  close(): Promise<void>;
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL('../src/server/main.ts', import.meta.url));

/** A console of its own on a free port; with `SIGNED_IN`, one with log-in. */
export async function startConsole(
  environment: Record<string, string> = {},
): Promise<ConsoleProcess> {
  const isOpen = environment.PUBLIC_URL === undefined;
  if (!isOpen || process.env.SIGNED_IN === undefined) return startProcess(environment);
  const proxy = await openFrontProxy(Number(environment.PORT ?? 0));
  const console = await startProcess({
    ...environment,
    ...behindProxy,
    PORT: '0',
    PUBLIC_URL: proxy.address,
  });
  proxy.leadTo(console.address);
  const close = (end: () => Promise<void>) => async () => {
    await proxy.close();
    await end();
  };
  return { address: proxy.address, close: close(console.close), kill: close(console.kill) };
}

/** With an empty data folder that goes with it. */
async function startProcess(environment: Record<string, string>): Promise<ConsoleProcess> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'jira-webhook-console-'));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDirectory,
      // No reading in the background: it would meet the faults that a test asks for.
      POLL_INTERVAL_MS: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+$/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
    void ended.then((code) =>
      reject(new Error(`The console ended with ${code} before it served.`)),
    );
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
    await rm(dataDirectory, { recursive: true, force: true });
  };
  return {
    address,
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
