import type { Quota } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { Clock } from '../../sandbox/clock.ts';

/** What a request needs to know to be signed: the path is the one below the connection's base URL. */
export interface UpstreamCall {
  method: string;
  path: string;
  query: URLSearchParams;
}

/** One identity that the console can act as: one app (and, for OAuth, one user) on one Jira site. */
export interface Connection extends Omit<ConnectionSummary, 'canListFailed' | 'paused'> {
  /** Everything before `/rest/api/3/webhook`, without a trailing slash. */
  baseUrl: string;
  /** The value of the `Authorization` header for one call. Never logged, never answered. */
  authorize(call: UpstreamCall): Promise<string>;
  /** The site's time, where it is not the real one: the sandbox's can be moved. */
  clock?: Clock;
  /**
   * How to reach it: the platform's `fetch`, or the embedded sandbox without a socket. It obeys the
   * request's signal, and rejects where no answer came.
   */
  fetch(request: Request): Promise<Response>;
  /** Nothing is sent while it is. */
  isPaused?: boolean;
  /**
   * Gets other credentials in the place of those that were refused. False where there are none, or they
   * are as good as new.
   */
  renew?(refused: string): Promise<boolean>;
  /** The calls that the site said it still takes; undefined until it does. */
  quota?(): Quota | undefined;
  /** Absent where the console knows no more of them than that they failed. */
  deliveries?: Deliveries;
}

/** What the console knows of the deliveries that a site makes to the app. */
export interface Deliveries {
  /** The `Authorization` that the site puts on one to this URL. The secret stays behind it. */
  authorize(url: URL): Promise<string>;
  /** The app's base URL, where it is known: only what goes there may be told it. */
  appUrl?: string;
  /** Whether this URL may be told it; absent where any may to which a delivery went. */
  isFor?(url: URL): boolean;
  /** Who takes what is sent to this URL, where that is not a matter of the network. */
  receiverAt?(url: URL): OwnReceiver | undefined;
}

/** A function that rejects where no answer comes, or a port of this machine that speaks plain HTTP. */
export type OwnReceiver = { take: (request: Request) => Promise<Response> } | { port: number };

/** What may be told of a connection. Each field is named, so that a credential can't slip out. */
export function summarize(connection: Connection): ConnectionSummary {
  const { id, name, kind, siteUrl, limit, controls, as, problem, isPaused, deliveries } =
    connection;
  const canListFailed = kind === 'connect';
  return {
    id,
    name,
    kind,
    siteUrl,
    limit,
    canListFailed,
    ...(controls === undefined ? {} : { controls }),
    ...(as === undefined ? {} : { as }),
    ...(isPaused ? { paused: true } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(deliveries?.appUrl === undefined ? {} : { signsFor: deliveries.appUrl }),
  };
}
