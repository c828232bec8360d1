import { createJiraClient, type JiraClient } from './client.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';

export interface ConsoleClient {
  jira: JiraClient;
  clock: ServerClock;
}

const clients = new Map<string, ConsoleClient>();

/** The operations of one connection through the console's proxy, with that site's clock. */
export function consoleClient(connectionId: string): ConsoleClient {
  const known = clients.get(connectionId);
  if (known) return known;
  const clock = createServerClock();
  const jira = createJiraClient({
    baseUrl: `/api/connections/${encodeURIComponent(connectionId)}`,
    onServerDate: clock.observe,
  });
  const client = { jira, clock };
  clients.set(connectionId, client);
  return client;
}
