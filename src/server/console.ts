import { fileURLToPath } from 'node:url';
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { createApp } from './app.ts';
import { readConfiguration, type Environment } from './configuration.ts';
import { createLogger, describeError, type Logger } from './log.ts';
import { sandboxConnections } from './sandbox-connections.ts';
import { isLoopback } from './security.ts';
import { StartError } from './start-error.ts';
import { readScreen } from './static.ts';
import { openStore, type Store } from './store/store.ts';

/** Puts the console together; `close` when nothing calls its app any more. */
export async function openConsole(environment: Environment) {
  const configuration = readConfiguration(environment);
  const logger = createLogger(configuration.logLevel);
  const store = await openStore(configuration.dataDirectory);
  const sandbox = configuration.sandbox
    ? await startSandbox(store, configuration.dataDirectory, logger)
    : undefined;
  const app = createApp({
    connections: sandbox ? sandboxConnections(sandbox) : [],
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    logger,
    loopbackOnly: isLoopback(configuration.host),
    sandbox,
    screen: await readScreen(fileURLToPath(new URL('../../dist', import.meta.url))),
  });
  return { app, configuration, logger, close: () => store.close() };
}

async function startSandbox(store: Store, directory: string, logger: Logger): Promise<Sandbox> {
  const onError = (error: unknown) => logger.error(describeError(error), 'sandbox failed');
  try {
    return await openSandbox({ storage: store.sandbox, onError });
  } catch (cause) {
    await store.close();
    throw new StartError(
      `The sandbox’s state in ${directory} can’t be read: move that folder away, or set DATA_DIR to another one.`,
      { cause },
    );
  }
}
