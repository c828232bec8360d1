import { fileURLToPath } from 'node:url';
import { openSandbox, type RunningSandbox } from '../sandbox/sandbox.ts';
import { createApp } from './app.ts';
import { readConfiguration, type Configuration, type Environment } from './configuration.ts';
import { sendToLocalPorts } from './local-receivers.ts';
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
    ? await startSandbox(store, configuration, logger)
    : undefined;
  const app = createApp({
    connections: sandbox ? sandboxConnections(sandbox) : [],
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    logger,
    loopbackOnly: isLoopback(configuration.host),
    sandbox,
    screen: await readScreen(fileURLToPath(new URL('../../dist', import.meta.url))),
  });
  const close = async () => {
    await sandbox?.close();
    await store.close();
  };
  return { app, configuration, logger, close };
}

async function startSandbox(
  store: Store,
  { dataDirectory, sandboxReceivers }: Configuration,
  logger: Logger,
): Promise<RunningSandbox> {
  const onError = (error: unknown) => logger.error(describeError(error), 'sandbox failed');
  try {
    const send = sendToLocalPorts(sandboxReceivers);
    return await openSandbox({
      storage: store.sandbox,
      onError,
      send,
      receivers: sandboxReceivers,
    });
  } catch (cause) {
    await store.close();
    throw new StartError(
      `The sandbox’s state in ${dataDirectory} can’t be read: move that folder away, or set DATA_DIR to another one.`,
      { cause },
    );
  }
}
