import { failureSparklines } from '../../jira/failure-sparklines.ts';
import { createTransport } from '../../jira/transport.ts';

const console = createTransport({ baseUrl: '/api/connections' });

export function readRecentFailures(connectionId: string, signal: AbortSignal) {
  const path = `/${encodeURIComponent(connectionId)}/failures/sparklines`;
  return console.read({ method: 'GET', path, signal }, failureSparklines);
}
