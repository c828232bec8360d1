/** What a request needs to know to be signed: the path is the one below the connection's base URL. */
export interface UpstreamCall {
  method: string;
  path: string;
  query: URLSearchParams;
}

/** One identity that the console can act as: one app (and, for OAuth, one user) on one Jira site. */
export interface Connection {
  id: string;
  name: string;
  kind: 'connect' | 'oauth';
  /** The site as a person knows it, `https://example.atlassian.net`. */
  siteUrl: string;
  /** How many webhooks this caller may register (FACTS, "Limits"). */
  limit: number;
  /** Everything before `/rest/api/3/webhook`, without a trailing slash. */
  baseUrl: string;
  /** The value of the `Authorization` header for one call. Never logged, never answered. */
  authorize(call: UpstreamCall): Promise<string>;
  /** How to reach it: the platform's `fetch`, or the embedded sandbox without a socket. */
  fetch(request: Request): Promise<Response>;
}
