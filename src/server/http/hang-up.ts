import type { Context } from 'hono';
import type { AppEnvironment } from '../app-environment.ts';

/** Ends the client's connection without an answer, where there is one. */
export function hangUp(context: Context<AppEnvironment>): void {
  outgoingOf(context)?.destroy();
}

/**
 * Ends the client's connection in the middle of an answer, so that it sees a cut and not a short body.
 * False where there is no connection to end.
 */
export function hangUpMidway(context: Context<AppEnvironment>): boolean {
  const outgoing = outgoingOf(context);
  // Node's adapter holds the first bytes back for a few turns, to see whether they are all.
  const endOnceBegun = () => {
    if (outgoing?.headersSent) outgoing.destroy();
    else if (outgoing && !outgoing.destroyed) setImmediate(endOnceBegun);
  };
  endOnceBegun();
  return outgoing !== undefined;
}

function outgoingOf(context: Context<AppEnvironment>) {
  // Absent altogether where the app is called without a server around it.
  return (context.env as AppEnvironment['Bindings'] | undefined)?.outgoing;
}
