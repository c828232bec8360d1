/** Nothing left the console: refused by itself, or for want of a connection. The reason is for a person. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly state: 'refused' | 'failed';

  constructor(state: 'refused' | 'failed', reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.state = state;
  }
}
