/** The app on a connection that the test holds in its hand. */
import { pino } from 'pino';
import type { AppOptions } from './app.ts';
import type { Connection } from './connections/connection.ts';
import { fixedConnections } from './connections/registry.ts';
import { createTestApp } from './test-signed-in.ts';

export const origin = 'http://localhost';
export const webhookPath = '/api/connections/test/rest/api/3/webhook';

/** The five operations as a client would call them. */
export const operations = [
  { name: 'list', method: 'GET', path: webhookPath },
  {
    name: 'register',
    method: 'POST',
    path: webhookPath,
    body: '{"url":"https://a","webhooks":[]}',
  },
  { name: 'delete', method: 'DELETE', path: webhookPath, body: '{"webhookIds":[1]}' },
  { name: 'refresh', method: 'PUT', path: `${webhookPath}/refresh`, body: '{"webhookIds":[1]}' },
  { name: 'failed', method: 'GET', path: `${webhookPath}/failed` },
] as const;

export type Operation = (typeof operations)[number];

export function requestOf(operation: Operation, query = ''): [string, RequestInit] {
  const { method, path } = operation;
  const accept = { accept: 'application/json' };
  if (!('body' in operation)) return [path + query, { method, headers: accept }];
  const headers = { ...accept, 'content-type': 'application/json' };
  return [path + query, { method, headers, body: operation.body }];
}

export const plantedSecret = 'planted-secret-7f3a';

export function testConnection(
  fetch: Connection['fetch'],
  baseUrl = 'https://jira.test',
): Connection {
  return {
    id: 'test',
    name: 'Test app',
    kind: 'connect',
    siteUrl: 'https://jira.test',
    limit: 100,
    baseUrl,
    authorize: () => Promise.resolve(`Bearer ${plantedSecret}`),
    fetch,
  };
}

export function testApp(fetch: Connection['fetch'], options: Partial<AppOptions> = {}) {
  const log: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const app = createTestApp({
    connections: fixedConnections([testConnection(fetch)]),
    upstreamTimeoutMs: 1000,
    logger,
    loopbackOnly: true,
    screen: new Map(),
    ...options,
  });
  return { app, log };
}

/** A page of webhooks as Jira sends it. */
export const emptyPage = '{"values":[],"startAt":0,"maxResults":100,"total":0,"isLast":true}';
