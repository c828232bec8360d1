import { connectionSummary, type ConnectionSummary } from '../../jira/connection.ts';
import { connectionTrial, type ConnectionTrial } from '../../jira/connection-test.ts';
import { JiraError } from '../../jira/errors.ts';
import { connectionPath, connectionsApi, readConnection } from './connection-query.ts';

/** For whom bodies are signed that are sent again; null for nobody. */
export type SigningChange =
  | { clientKey: string; appUrl: string }
  | { clientKey: null; appUrl: null };
export type Change = { name: string } | { paused: boolean } | SigningChange;

/** Rejects only where it was not done: where the answer was lost, the connection itself is asked. */
export async function changeConnection(id: string, change: Change): Promise<ConnectionSummary> {
  const call = { method: 'PATCH', path: connectionPath(id), body: change };
  try {
    return await connectionsApi.read(call, connectionSummary);
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const found = await readConnection(id).catch(() => {
      throw error;
    });
    if (isDone(found, change)) return found;
    throw error;
  }
}

function isDone(found: ConnectionSummary, change: Change): boolean {
  if ('name' in change) return found.name === change.name.trim();
  if ('paused' in change) return (found.paused ?? false) === change.paused;
  // The key is told to nobody, so it can't be seen whether a new one came: sending it again does no harm.
  return change.appUrl === null && found.signsFor === undefined;
}

/** What became of a removal. Asking for it once more does no harm. */
export type Removal = 'removed' | 'still-there' | 'unknown';

/** Rejects where the console refused it. */
export async function removeConnection(id: string): Promise<Removal> {
  try {
    await connectionsApi.call({ method: 'DELETE', path: connectionPath(id) });
    return 'removed';
  } catch (error) {
    if (isGone(error)) return 'removed';
    if (!isUnknown(error)) throw error;
    return readConnection(id).then(
      () => 'still-there',
      (reason: unknown) => (isGone(reason) ? 'removed' : 'unknown'),
    );
  }
}

export interface Tested extends ConnectionTrial {
  /** By this machine's clock. */
  at: number;
}

export async function testConnection(id: string): Promise<Tested> {
  const call = { method: 'POST', path: `${connectionPath(id)}/test` };
  const trial = await connectionsApi.read(call, connectionTrial);
  return { ...trial, at: Date.now() };
}

const isUnknown = (error: unknown) => error instanceof JiraError && error.effectUnknown;
export const isGone = (error: unknown) => error instanceof JiraError && error.kind === 'not-found';
