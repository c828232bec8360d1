import {
  sandboxApp,
  sandboxControlPath,
  sandboxLimits,
  sandboxPaths,
  sandboxToken,
  type Identity,
} from '../../sandbox/identity.ts';
import type { RunningSandbox } from '../../sandbox/sandbox.ts';
import type { Connection, Deliveries } from '../connections/connection.ts';
import { connectAuthorization } from '../connections/connect-app.ts';

/** Never looked up: the sandbox is called without a socket. A reserved name (RFC 2606) stays nobody's. */
const origin = 'https://sandbox.example';

/**
 * The two callers that the sandbox knows. They sign as they would for a real site. `receivers` are the
 * local ports that it delivers to.
 */
export function sandboxConnections(
  sandbox: RunningSandbox,
  receivers: ReadonlyMap<string, number> = new Map(),
): Connection[] {
  const deliveries = (identity: Identity): Deliveries => ({
    authorize: (url) => sandbox.authorizeDelivery(identity, url),
    receiverAt(url) {
      if (url.protocol !== 'https:') return undefined;
      const take = sandbox.receiverAt(url);
      if (take) return { take };
      const port = receivers.get(url.host);
      return port === undefined ? undefined : { port };
    },
  });
  const shared = {
    siteUrl: origin,
    clock: sandbox.clock,
    controls: sandboxControlPath,
    fetch: (request: Request) => sandbox.fetch(request),
  };
  return [
    {
      ...shared,
      id: 'sandbox',
      name: 'Sandbox · Connect app',
      kind: 'connect',
      limit: sandboxLimits.connect,
      baseUrl: origin + sandboxPaths.connect,
      authorize: (call) =>
        connectAuthorization(
          { appKey: sandboxApp.key, sharedSecret: sandboxApp.sharedSecret },
          call,
        ),
      deliveries: deliveries('connect'),
    },
    {
      ...shared,
      id: 'sandbox-oauth',
      name: 'Sandbox · OAuth app',
      kind: 'oauth',
      limit: sandboxLimits.oauth,
      baseUrl: origin + sandboxPaths.oauth,
      authorize: () => Promise.resolve(`Bearer ${sandboxToken}`),
      deliveries: deliveries('oauth'),
    },
  ];
}
