import { fileURLToPath } from 'node:url';
import { systemClock } from '../sandbox/clock.ts';
import { openSandbox, type RunningSandbox } from '../sandbox/sandbox.ts';
import { openAccessBy } from './access/access.ts';
import { readAccessSettings } from './access/settings.ts';
import { createApp } from './app.ts';
import { startArchive } from './archive/archive.ts';
import { readConfiguration, type Configuration, type Environment } from './configuration.ts';
import { watchOperations } from './operations/operations.ts';
import type { Connections } from './connections/registry.ts';
import { openConnections } from './connections/open-connections.ts';
import { sendToLocalPorts } from './embedded-sandbox/local-receivers.ts';
import { createLogger, describeError, type Logger } from './log.ts';
import { sandboxConnections } from './embedded-sandbox/sandbox-connections.ts';
import { systemNetwork } from './outbound/network.ts';
import { startResending } from './resend/resending.ts';
import { StartError } from './start-error.ts';
import { readScreen } from './http/static.ts';
import { openStore, type Store } from './store/store.ts';
import { systemTimer } from './timer.ts';

/** Puts the console together; `close` when nothing calls its app any more. */
export async function openConsole(environment: Environment) {
  const configuration = readConfiguration(environment);
  const settings = readAccessSettings(environment, configuration.host);
  const logger = createLogger(configuration.logLevel);
  const store = await openStore(configuration.dataDirectory, configuration.databaseUrl);
  const sandbox = configuration.sandbox
    ? await startSandbox(store, configuration, logger)
    : undefined;
  const screen = await readScreen(fileURLToPath(new URL('../../dist', import.meta.url)));
  const { operations, watch } = watchOperations(store, configuration, logger);
  const {
    connections,
    keys,
    oauth,
    close: closeConnections,
  } = await openConnections(configuration, {
    store,
    builtIn: sandbox ? sandboxConnections(sandbox, configuration.sandboxReceivers) : [],
    logger,
    timer: systemTimer,
    watch,
  });
  const shared = {
    connections,
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    logger,
    loopbackOnly: settings.kind === 'none',
  };
  await requireConnections(configuration.ingestTokens, shared.connections, store);
  const archive = startArchive({
    ...shared,
    store,
    clock: systemClock,
    timer: systemTimer,
    keptDays: configuration.archiveDays,
    pollIntervalMs: configuration.pollIntervalMs,
    tokens: configuration.ingestTokens,
  });
  const resending = await startResending({
    database: store.database,
    replica: store.replica,
    clock: systemClock,
    network: systemNetwork,
    allowedHosts: configuration.resendHosts,
    timeoutMs: configuration.upstreamTimeoutMs,
  });
  const resend = { database: store.database, resending };
  const connecting = {
    ...shared,
    database: store.database,
    keys,
    oauth,
    privateSites: configuration.privateSites,
    clock: systemClock,
  };
  const { ingestTokens, metricsToken } = configuration;
  const access = openAccessBy({
    settings,
    database: store.database,
    clock: systemClock,
    logger,
    ingestTokens,
    metricsToken,
  });
  const app = createApp({
    ...shared,
    access,
    sandbox,
    archive: archive.options,
    resend,
    operations: { ...operations, keys },
    connecting,
    screen,
  });
  const close = async () => {
    await Promise.all([archive.stop(), resending.stop()]);
    await closeConnections();
    await sandbox?.close();
    await store.close();
  };
  return { app, configuration, logger, close };
}

async function startSandbox(
  store: Store,
  { sandboxReceivers }: Configuration,
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
      `The sandbox’s state in ${store.place} can’t be read: set DATA_DIR or DATABASE_URL to another place, or SANDBOX to off.`,
      { cause },
    );
  }
}

/** A token for a connection that is not there is a slip of the pen, and would protect nothing. */
async function requireConnections(
  tokens: ReadonlyMap<string, string>,
  connections: Connections,
  store: Store,
): Promise<void> {
  const unknown = [...tokens.keys()].find(
    (id) => !connections.list().some((known) => known.id === id),
  );
  if (unknown === undefined) return;
  await store.close();
  throw new StartError(`INGEST_TOKENS names ${unknown}, and there is no connection of this id.`);
}
