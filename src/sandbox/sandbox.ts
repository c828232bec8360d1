import { Hono } from 'hono';
import { authorizeRoutes } from './authorization/authorize-routes.ts';
import { gatewayRoutes } from './authorization/gateway-routes.ts';
import { openSecondSite } from './authorization/second-site.ts';
import { authorizationPaths } from './authorization/sites.ts';
import { giveTokens } from './authorization/token-route.ts';
import { systemClock, type Clock } from './clock.ts';
import { ConnectionDropped } from './connection-dropped.ts';
import { createControl } from './control.ts';
import {
  createReceiverAt,
  createSend,
  sendNowhere,
  type ReceiverAt,
} from './delivery/addresses.ts';
import { createCourier, type Send } from './delivery/courier.ts';
import { createReceiver } from './delivery/receiver.ts';
import { authorizationOf } from './delivery/signature.ts';
import { createDoor, type Site } from './door.ts';
import { jiraError, Refusal } from './errors.ts';
import { createFaultQueue } from './faults.ts';
import { sandboxControlPath, sandboxPaths, type Identity } from './identity.ts';
import { seedState } from './seed.ts';
import type { SandboxStorage } from './storage.ts';
import { openStore } from './store.ts';
import { unverifiedTexts } from './texts.ts';

/** The embedded Jira. */
export interface Sandbox {
  /**
   * Answers everything below `/sandbox`: the doors of the webhook operations, the authorization server
   * and the control. The
   * host does not matter. It rejects only where a fault was asked for by hand: with the signal's reason
   * when a hanging call is given up, and with {@link ConnectionDropped} when no byte shall be answered.
   */
  fetch(request: Request): Promise<Response>;
}

/** One that delivers: somebody has to close it. */
export interface RunningSandbox extends Sandbox {
  /** The sandbox's own time, which the control can move. */
  clock: Clock;
  /** Breaks off deliveries under way, to be made after the next start, and begins no more. */
  close(): Promise<void>;
  /** The `Authorization` of a delivery to this URL, for whoever sends one again. */
  authorizeDelivery(identity: Identity, url: URL): Promise<string>;
  /** The receiver that the sandbox plays itself at this URL. */
  receiverAt: ReceiverAt;
}

export interface SandboxOptions {
  storage: SandboxStorage;
  /** The real time. The sandbox's own time is this one, moved through `/sandbox/control/clock`. */
  clock?: Clock;
  /** Told of what nobody expected, such as a storage that fails: the caller only sees a 500. */
  onError?: (error: unknown) => void;
  /** Brings deliveries out of the sandbox. Without it, only the built-in receiver gets any. */
  send?: Send;
  /** The hosts that `send` has a receiver for, so that a running scenario does not play them. */
  receivers?: { has(host: string): boolean };
  /** From 0 up to 1: spreads the retries of deliveries. */
  random?: () => number;
}

/** Takes up the state kept in `storage`, or seeds an empty one. */
export async function openSandbox({
  storage,
  clock = systemClock,
  onError,
  send = sendNowhere,
  receivers,
  random = Math.random,
}: SandboxOptions): Promise<RunningSandbox> {
  const store = await openStore(storage, clock, (now) => seedState('morning', now));
  const site: Site = {
    store,
    faults: createFaultQueue(),
    realClock: clock,
    grants: store,
    siteId: 'sandbox',
  };
  const secondStore = await openSecondSite(storage, store.clock);
  const secondSite: Site = { ...site, store: secondStore, siteId: 'sandbox-borealis' };
  const receiver = createReceiver(store.clock);
  const receiverAt = createReceiverAt(store, receiver, (host) => receivers?.has(host) ?? false);
  const courier = createCourier({
    store,
    send: createSend(store, receiver, receiverAt, send),
    random,
    realClock: clock,
    onError: (error) => onError?.(error),
  });
  courier.start();

  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    // The sandbox's time, so that a countdown corrected by it moves along with the clock.
    context.header('Date', new Date(store.clock.now()).toUTCString());
  });
  app.route(sandboxControlPath, createControl(site, { store, courier, receiver }, secondStore));
  app.route(`${sandboxPaths.connect}/rest/api/3/webhook`, createDoor('connect', site));
  app.route(`${sandboxPaths.oauth}/rest/api/3/webhook`, createDoor('oauth', site));
  const { auth, api } = authorizationPaths;
  app.route(auth, authorizeRoutes(store));
  app.post(`${auth}/oauth/token`, ({ req }) => giveTokens(store, req.raw));
  app.route(api, gatewayRoutes(store));
  for (const { siteId, ...reached } of [site, secondSite]) {
    const door = createDoor('oauth', { ...reached, siteId });
    app.route(`${api}/ex/jira/${siteId}/rest/api/3/webhook`, door);
  }
  app.notFound(() => jiraError(404, unverifiedTexts.notFound));
  app.onError((error, { req }) => {
    if (error instanceof Refusal) return error.toResponse();
    // No answer at all is what these ask for: see `Sandbox.fetch`.
    if (error instanceof ConnectionDropped || error === req.raw.signal.reason) throw error;
    onError?.(error);
    return jiraError(500, unverifiedTexts.internalError);
  });
  return {
    clock: store.clock,
    fetch: async (request) => app.fetch(request),
    close: () => courier.close(),
    authorizeDelivery: (identity, url) =>
      authorizationOf(identity, url, store.state.baseUrl, clock.now()),
    receiverAt,
  };
}
