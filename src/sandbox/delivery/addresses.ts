import type { Store } from '../store.ts';
import type { Send } from './courier.ts';
import { behaviourOf, receiverHost, type Receiver } from './receiver.ts';
import { seedReceivers } from './traffic.ts';

/** The built-in receiver, where it answers for a URL. */
export type ReceiverAt = (url: URL) => Send | undefined;

/** A running scenario does not play the hosts that `isOutside` says are somebody's own. */
export function createReceiverAt(
  store: Store,
  receiver: Receiver,
  isOutside: (host: string) => boolean,
): ReceiverAt {
  return (url) => {
    if (url.host === receiverHost) {
      const behaviour = behaviourOf(url);
      return behaviour === undefined
        ? () => Promise.resolve(new Response(null, { status: 404 }))
        : (request) => receiver.take(request, behaviour);
    }
    const { traffic } = store.state;
    const played =
      traffic === null || isOutside(url.host)
        ? undefined
        : seedReceivers[traffic.name].get(url.host);
    return played && ((request) => receiver.take(request, played));
  };
}

/**
 * Leads a delivery to the built-in receiver or out of the sandbox. What was made to fail by hand goes
 * nowhere else.
 */
export function createSend(
  store: Store,
  receiver: Receiver,
  receiverAt: ReceiverAt,
  sendOut: Send,
): Send {
  return (request) => {
    const id = request.headers.get('X-Atlassian-Webhook-Identifier') ?? '';
    const answeredAs = store.state.deliveries.get(id)?.answeredAs;
    if (answeredAs !== undefined) return receiver.take(request, answeredAs);
    return (receiverAt(new URL(request.url)) ?? sendOut)(request);
  };
}

/** Where nothing else is said, no delivery leaves the sandbox: no host is there. */
export const sendNowhere: Send = () =>
  Promise.reject(new TypeError('fetch failed: the sandbox knows no receiver there'));
