import { failureHistogram } from '../../jira/failures.ts';
import { createTransport } from '../../jira/transport.ts';

const console = createTransport({ baseUrl: '/api/connections' });

/** How many there are since `from`, those included that belong to no registration or to several. */
export async function countFailures(
  connectionId: string,
  from: number,
  signal: AbortSignal,
): Promise<number> {
  const path = `/${encodeURIComponent(connectionId)}/failures/histogram?from=${from}`;
  const { bars } = await console.read({ method: 'GET', path, signal }, failureHistogram);
  return bars.reduce((sum, { count }) => sum + count, 0);
}
