/** What the console counts of itself. Each name is explained, and what to alert on, in the README beside. */
import { readdirSync } from 'node:fs';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <const Name extends string>(name: string, help: string, labelNames: Name[]) =>
    new Gauge({ name, help, labelNames, registers });
  return {
    registry,
    requests: new Counter({
      name: 'console_requests_total',
      help: 'Requests answered, by the pattern of their address.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    upstream: new Histogram({
      name: 'console_upstream_seconds',
      help: 'Time until a site began to answer; status is none where it did not.',
      labelNames: ['kind', 'status'],
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    connections: gauge('console_connections', 'Connections, and whether they can be used.', [
      'kind',
      'state',
    ]),
    accessTokens: gauge('console_access_tokens', 'Access tokens of users’ consents, by state.', [
      'state',
    ]),
    nextTokenEnd: gauge(
      'console_next_token_end_seconds',
      'Time until the first of those that have not ended does.',
      ['kind'],
    ),
    webhooks: gauge('console_webhooks', 'Webhooks in the last list that was read, by state.', [
      'connection',
      'state',
    ]),
    nextExpiry: gauge(
      'console_next_expiry_seconds',
      'Time until the first of those that have not expired does, by the site’s clock.',
      ['connection'],
    ),
    listAge: gauge('console_list_age_seconds', 'Time since that list was read.', ['connection']),
    archived: gauge('console_failures_archived', 'Failed deliveries in the archive.', [
      'connection',
    ]),
    pollLag: gauge(
      'console_poll_lag_seconds',
      'Time since all failed deliveries of a site were last read, by the site’s clock.',
      ['connection'],
    ),
    storeUp: gauge('console_store_up', '1 where the store answers, 0 where it does not.', []),
    cpu: new Counter({
      name: 'process_cpu_seconds_total',
      help: 'Processor time used, of user and system.',
      labelNames: [],
      registers,
    }),
    memory: gauge('process_resident_memory_bytes', 'Memory held.', []),
    heap: gauge('nodejs_heap_size_used_bytes', 'Of it, objects of the program.', []),
    descriptors: gauge('process_open_fds', 'Files and sockets open, where Linux tells.', []),
    started: gauge('process_start_time_seconds', 'When it started, in Unix time.', []),
  };
}

/** `counted` is the processor time that was counted before; returns that until now. */
export function measureProcess(metrics: Metrics, counted: number): number {
  const { cpu, memory, heap, descriptors, started } = metrics;
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const used = (user + system) / 1_000_000;
  cpu.inc({}, used - counted);
  memory.set({}, rss);
  heap.set({}, heapUsed);
  const open = openDescriptors();
  if (open !== undefined) descriptors.set({}, open);
  started.set({}, Math.round(performance.timeOrigin / 1000));
  return used;
}

function openDescriptors(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
