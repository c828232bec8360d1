import type { Context } from 'hono';
import type { AppEnvironment } from '../app-environment.ts';
import { summarize, type Connection } from '../connections/connection.ts';
import { errorAnswer } from '../http/error-answer.ts';
import type { ArchiveOptions } from './archive-options.ts';
import { readStatus } from './status.ts';

/** `POST …/failures/read`: answers the archive's status once a reading that began after the call is over. */
export async function readAtOnce(
  context: Context<AppEnvironment>,
  connection: Connection,
  options: ArchiveOptions,
): Promise<Response> {
  if (await options.readNow(connection.id)) {
    return context.json(await readStatus(connection, options));
  }
  return errorAnswer(
    context,
    409,
    connection.isPaused
      ? 'This connection is paused. Resume it, then read.'
      : summarize(connection).canListFailed
        ? 'This console does not read failed deliveries: POLL_INTERVAL_MS is 0.'
        : 'Jira lists failed deliveries to Connect apps only: hand them in instead.',
  );
}
