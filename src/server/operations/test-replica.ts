/**
 * One of several consoles on one PostgreSQL, as a process of its own, connected to the sandbox that another
 * process plays at SITE_URL. For tests.
 */
import { fixedConnections } from '../connections/registry.ts';
import { systemClock } from '../../sandbox/clock.ts';
import { createApp } from '../app.ts';
import { startArchive } from '../archive/archive.ts';
import { readConfiguration } from '../configuration.ts';
import { listen } from '../http-server.ts';
import { createLogger } from '../log.ts';
import { sandboxConnections } from '../sandbox-connections.ts';
import { openStore } from '../store/store.ts';
import { systemTimer } from '../timer.ts';
import { watchOperations } from './operations.ts';

const configuration = readConfiguration(process.env);
const logger = createLogger(configuration.logLevel);
const store = await openStore(configuration.dataDirectory, configuration.databaseUrl);
const { operations, watch } = watchOperations(store, configuration, logger);

const site = {
  clock: systemClock,
  async fetch(request: Request) {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(`${process.env['SITE_URL']}${pathname}${search}`, request));
  },
  close: () => Promise.resolve(),
  authorizeDelivery: () => Promise.reject(new Error('Nothing is delivered from here.')),
  receiverAt: () => undefined,
};
const shared = {
  connections: fixedConnections(sandboxConnections(site).map(watch)),
  upstreamTimeoutMs: configuration.upstreamTimeoutMs,
  logger,
  loopbackOnly: true,
};
const archive = startArchive({
  ...shared,
  store,
  clock: systemClock,
  timer: systemTimer,
  keptDays: configuration.archiveDays,
  pollIntervalMs: configuration.pollIntervalMs,
  tokens: new Map(),
});
const app = createApp({ ...shared, archive: archive.options, operations, screen: new Map() });
const server = await listen(app.fetch, configuration);
console.log(`Jira Webhook Console: http://127.0.0.1:${server.port}`);
