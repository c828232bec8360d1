import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { hostOf } from './destination.ts';
import type { Network } from './network.ts';
import { NotSent } from './not-sent.ts';
import { isSameAddress } from './public-addresses.ts';
import { whyNotConnected } from '../resend/words.ts';

/** Of a name's addresses some may be dead. */
const mostTried = 4;
const patienceMs = 5000;

export interface Place {
  host: string;
  port: number;
  addresses: readonly string[];
  isTls: boolean;
}

export function placeOf(url: URL, addresses: readonly string[]): Place {
  const isTls = url.protocol === 'https:';
  return { host: hostOf(url), port: Number(url.port || (isTls ? 443 : 80)), addresses, isTls };
}

/**
 * A connection to one of these very addresses: no name is looked up again here, so that what was checked
 * is what is connected to. Rejects with {@link NotSent}.
 */
export async function openConnection(
  { host, port, addresses, isTls }: Place,
  network: Network,
  signal: AbortSignal,
): Promise<Socket> {
  const place = `${host}:${port}`;
  const reached = await firstReached(addresses.slice(0, mostTried), signal, (address, patience) =>
    reach(network.connect(address, port), 'connect', patience),
  ).catch((cause: unknown) => {
    throw new NotSent('failed', whyNotConnected(place, cause), { cause });
  });
  const { socket, address } = reached;
  if (!isSameAddress(socket.remoteAddress ?? '', address)) {
    socket.destroy();
    throw new NotSent(
      'refused',
      `The connection to ${address} came out at ${socket.remoteAddress ?? 'no address'}, so nothing was sent.`,
    );
  }
  if (!isTls) return socket;
  // A certificate may be for an address, but an address is no server name (RFC 6066, 3).
  const servername = isIP(host) === 0 ? host : '';
  const secured = secure({
    socket,
    host,
    servername,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
  });
  return reach(secured, 'secureConnect', signal).catch((cause: unknown) => {
    throw new NotSent('failed', whyNotConnected(place, cause), { cause });
  });
}

async function firstReached(
  addresses: readonly string[],
  signal: AbortSignal,
  open: (address: string, signal: AbortSignal) => Promise<Socket>,
): Promise<{ socket: Socket; address: string }> {
  let failure: unknown;
  for (const address of addresses) {
    signal.throwIfAborted();
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      return { socket: await open(address, patience), address };
    } catch (cause) {
      failure = cause;
    }
  }
  throw failure;
}

async function reach(socket: Socket, event: string, signal: AbortSignal): Promise<Socket> {
  // One that fails after this is somebody else's to notice, and must not end the process.
  socket.on('error', () => undefined);
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (cause) {
    socket.destroy();
    throw cause;
  }
}
