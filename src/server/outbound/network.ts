import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';

/** The way out. Passed in, so that a test decides what a name means and where a connection ends. */
export interface Network {
  /** Every address of a name. */
  resolve(host: string): Promise<string[]>;
  /** To an address, never to a name, which could mean something else by now. */
  connect(address: string, port: number): Socket;
}

export const systemNetwork: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  connect: (address, port) => connect({ host: address, port }),
};
