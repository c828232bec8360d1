/**
 * Thrown instead of an answer where a fault drops the connection: a TypeError, as the platform's `fetch`
 * rejects with when nothing answers. A server with a real socket destroys it on sight of this.
 */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped';

  constructor() {
    super('fetch failed: the sandbox dropped the connection');
  }
}
