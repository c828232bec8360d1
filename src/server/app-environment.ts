import type { HttpBindings } from '@hono/node-server';
import type { ConsentProblem } from '../jira/consent.ts';
import type { Caller } from './access/caller.ts';

/** What a handler finds in its context. */
export interface AppEnvironment {
  /** Node's own request and answer; absent where the app is called without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** The connection a request acts through, once it is known to exist. */
    connectionId: string;
    /** Who asks, once it is known that they may. */
    caller?: Caller;
    /** Why a consent came to nothing. */
    consentProblem?: ConsentProblem;
  };
}
