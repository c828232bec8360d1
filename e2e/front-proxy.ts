/**
 * The reverse proxy that a console with log-in may stand behind (TRUSTED_PROXY), which says of everybody that
 * they are an admin: the tests of the open console run against a guarded one through it, unchanged.
 */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

export const behindProxy = {
  TRUSTED_PROXY: '127.0.0.1',
  TRUSTED_USER_HEADER: 'x-forwarded-user',
  TRUSTED_ROLE_HEADER: 'x-forwarded-groups',
};
const identity = { 'x-forwarded-user': 'Robin', 'x-forwarded-groups': 'admin' };

export interface FrontProxy {
  address: string;
  /** Where it passes on to, once that is known. */
  leadTo(address: string): void;
  close(): Promise<void>;
}

export async function openFrontProxy(port: number): Promise<FrontProxy> {
  let behind = '';
  const server = createServer((incoming, outgoing) => passOn(behind, incoming, outgoing));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  return {
    address: `http://127.0.0.1:${typeof at === 'object' ? at?.port : port}`,
    leadTo(address) {
      behind = address;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** As it comes, both ways: what breaks off on one side breaks off on the other. */
function passOn(behind: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (behind === '') return void outgoing.destroy();
  const { method, url, headers } = incoming;
  const onward = request(new URL(url ?? '/', behind), {
    method,
    headers: { ...headers, ...identity },
    agent: false,
  });
  onward.once('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, outgoing, () => {});
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.once('close', () => onward.destroy());
  incoming.pipe(onward);
}
