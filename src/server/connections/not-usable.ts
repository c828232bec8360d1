/** Why a connection can't be used now. Nothing was sent, or what was sent had no effect. */
export class NotUsable extends Error {
  override readonly name = 'NotUsable';
  readonly status: 401 | 409 | 502 | 503;

  constructor(status: 401 | 409 | 502 | 503, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.status = status;
  }
}
