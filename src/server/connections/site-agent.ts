import { Agent, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';

/** A request that says itself how a connection for it is opened, and which others may have it afterwards. */
export interface SiteRequest extends RequestOptions {
  /** Scheme, host and port: what was checked when connecting. */
  origin: string;
  open: () => Promise<Socket>;
}

/** Of all sites together: thousands of connections that do nothing are of no use. */
const mostIdle = 256;

/**
 * Node's own pool, with connections that are opened and checked elsewhere. Without an `idleMs` each is closed
 * after its answer.
 */
export class SiteAgent extends Agent {
  constructor(idleMs?: number) {
    // The time runs on while a request is under way, and ends a connection only where none is.
    super(idleMs === undefined ? {} : { keepAlive: true, timeout: idleMs, maxFreeSockets: 8 });
  }

  override getName(request?: Partial<SiteRequest>): string {
    return request?.origin ?? '';
  }

  override createConnection(
    { open }: SiteRequest,
    done: (cause: Error | null, socket: Socket) => void = () => {},
  ): undefined {
    // Without a socket where there is none, which its declaration leaves out.
    const fail = done as (cause: Error) => void;
    open().then((socket) => done(null, socket), fail);
    return undefined;
  }

  override keepSocketAlive(socket: Socket): boolean {
    const idle = Object.values(this.freeSockets).reduce(
      (count, sockets = []) => count + sockets.length,
      0,
    );
    // It says whether to keep it, which its declaration leaves out.
    const isWorthIt: unknown = super.keepSocketAlive(socket);
    return idle < mostIdle && isWorthIt === true;
  }
}
