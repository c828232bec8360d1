interface NotUsableOptions extends ErrorOptions {
  /** The connection's summary says so too, and will until somebody does something about it. */
  isState?: boolean;
}

/** Why a connection can't be used now. Nothing was sent, or what was sent had no effect. */
export class NotUsable extends Error {
  override readonly name = 'NotUsable';
  readonly status: 401 | 409 | 502 | 503;
  readonly isState: boolean;

  constructor(status: 401 | 409 | 502 | 503, reason: string, options: NotUsableOptions = {}) {
    super(reason, options);
    this.status = status;
    this.isState = options.isState ?? false;
  }
}
