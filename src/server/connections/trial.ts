import type { OperationTrial } from '../../jira/connection-test.ts';
import { messagesOf } from '../../jira/transport.ts';
import { summarize, type Connection } from './connection.ts';
import { startDeadline } from '../proxy/deadline.ts';
import { callSite } from './call-site.ts';
import { NotUsable } from './not-usable.ts';

const webhookPath = '/rest/api/3/webhook';
const mostBytes = 1024 * 1024;

/** Which of the five operations this caller may use. The two that change nothing are called. */
export async function tryOperations(
  connection: Connection,
  timeoutMs: number,
): Promise<OperationTrial[]> {
  const [list, failed] = await Promise.all([
    tryRead(connection, 'list', webhookPath, timeoutMs),
    tryRead(connection, 'failed', `${webhookPath}/failed`, timeoutMs),
  ]);
  const untried = (operation: 'register' | 'delete' | 'refresh'): OperationTrial => ({
    operation,
    outcome: 'not-tried',
    message: 'Not tried, since it would change something.',
  });
  return [list, untried('register'), untried('delete'), untried('refresh'), failed];
}

async function tryRead(
  connection: Connection,
  operation: 'list' | 'failed',
  path: string,
  timeoutMs: number,
): Promise<OperationTrial> {
  const deadline = startDeadline(timeoutMs);
  const { signal, hold } = deadline;
  const headers = { accept: 'application/json' };
  const call = { method: 'GET', path, search: '?maxResults=1', headers, signal, hold };
  try {
    const answer = await deadline.within(callSite(connection, call));
    const text = await deadline.within(readStart(answer));
    const isGood = answer.ok && isPage(text);
    return {
      operation,
      outcome: isGood ? 'answered' : 'refused',
      status: answer.status,
      message: isGood ? 'May be used.' : whyRefused(connection, operation, answer, text),
    };
  } catch (cause) {
    // Paused, or its consent has ended: the site was not asked, so it is nobody who did not answer.
    const isStopped = cause instanceof NotUsable && cause.isState;
    const message =
      cause instanceof NotUsable
        ? cause.message
        : signal.aborted
          ? `No whole answer came within ${timeoutMs / 1000} seconds.`
          : 'The site could not be reached, or broke off its answer.';
    return { operation, outcome: isStopped ? 'not-tried' : 'no-answer', message };
  } finally {
    deadline.end();
  }
}

function whyRefused(
  connection: Connection,
  operation: 'list' | 'failed',
  { status, ok }: Response,
  text: string,
): string {
  if (ok) return 'What answered is not Jira: the answer has no page of webhooks.';
  const said = messagesOf(text).join(' ') || `It answered with the status ${status}.`;
  return operation === 'failed' && status === 403 && !summarize(connection).canListFailed
    ? `${said} Jira lists failed deliveries to Connect apps only.`
    : said;
}

function isPage(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'values' in value;
  } catch {
    return false;
  }
}

async function readStart({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
