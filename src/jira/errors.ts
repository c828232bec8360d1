/** What can go wrong on the way to Jira and back, as one closed set that a screen can switch over. */
export type JiraErrorKind =
  | 'invalid' // 400: the request was refused as wrong
  | 'unauthenticated' // 401: the gateway did not accept the credentials or their scope
  | 'signed-out' // 401 of the console itself: nobody is signed in, or no longer
  | 'not-usable' // the console itself: the connection is paused or has a problem, and nothing happened
  | 'forbidden' // 403: the caller is no app, or not the right kind of app
  | 'not-found' // 404: no such connection or operation
  | 'rate-limited' // 429: asked to wait
  | 'refused' // any other 4xx
  | 'unavailable' // 5xx
  | 'timeout' // 504, or our own patience: nobody knows whether it happened
  | 'unreachable' // 502, or no connection at all
  | 'broken-off' // an answer began, and its connection ended in the middle of it
  | 'garbled'; // an answer came, and it is not what Jira says

export interface JiraErrorDetails {
  kind: JiraErrorKind;
  /** HTTP status, absent where no answer came. */
  status?: number;
  /** The server's own sentences, word for word. */
  messages: string[];
  /** `Retry-After`, in milliseconds from receipt. */
  retryAfterMs?: number;
  /** The console's id of the request, for the log. */
  requestId?: string;
}

/** An operation that did not answer as it should. */
export class JiraError extends Error {
  override readonly name = 'JiraError';
  /** When it was noticed, by `Date.now()`: a wait is counted from here. */
  readonly at = Date.now();
  readonly kind: JiraErrorKind;
  readonly status: number | undefined;
  readonly messages: readonly string[];
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(details: JiraErrorDetails, options?: ErrorOptions) {
    super(details.messages.join(' ') || `Jira answered ${details.status ?? 'nothing'}`, options);
    this.kind = details.kind;
    this.status = details.status;
    this.messages = details.messages;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }

  /**
   * Whether a write that ended like this may have taken effect all the same. A timeout is not a failure:
   * only a 4xx says that nothing happened.
   */
  get effectUnknown(): boolean {
    switch (this.kind) {
      case 'timeout':
      case 'unreachable':
      case 'broken-off':
      case 'garbled':
      case 'unavailable':
        return true;
      default:
        return false;
    }
  }
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof JiraError && error.kind === 'signed-out';
}

export function isNotUsable(error: unknown): boolean {
  return error instanceof JiraError && error.kind === 'not-usable';
}

/** Whether whatever is sent next would be refused for the same reason. */
export function concernsAll({ kind }: JiraError): boolean {
  return [
    'unauthenticated',
    'signed-out',
    'not-usable',
    'forbidden',
    'not-found',
    'rate-limited',
  ].includes(kind);
}

/** The kind that a status stands for, or undefined for a success. */
export function kindOfStatus(status: number): JiraErrorKind | undefined {
  if (status >= 200 && status < 300) return undefined;
  switch (status) {
    case 400:
      return 'invalid';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 429:
      return 'rate-limited';
    case 502:
      return 'unreachable';
    case 504:
      return 'timeout';
    default:
      // A 3xx is as unexpected as a 5xx: nobody can say whether the operation ran.
      return status >= 400 && status < 500 ? 'refused' : 'unavailable';
  }
}

/**
 * `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP date) in milliseconds from `now`; undefined where
 * absent or unreadable. `now` is the sender's own clock where its `Date` is known.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text), 86_400) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), 86_400_000);
}
