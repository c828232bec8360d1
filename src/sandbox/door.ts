import { Hono, type Context } from 'hono';
import { authenticate } from './authentication.ts';
import type { SiteId } from './authorization/sites.ts';
import type { Clock } from './clock.ts';
import { jiraError } from './errors.ts';
import { listFailedWebhooks } from './failed-routes.ts';
import type { FaultQueue, Operation } from './faults.ts';
import type { Identity } from './identity.ts';
import { misbehave } from './misbehave.ts';
import type { Store } from './store.ts';
import { unverifiedTexts } from './texts.ts';
import {
  deleteWebhooks,
  listWebhooks,
  refreshWebhooks,
  registerWebhooks,
} from './webhook-routes.ts';

/** What both doors lead to. */
export interface Site {
  store: Store;
  faults: FaultQueue;
  /** The real time, by which callers sign. */
  realClock: Clock;
  /** Where the grants of users are kept: with the first site, for all of them. */
  grants: Store;
  siteId: SiteId;
}

type Handler = (store: Store, identity: Identity, request: Request) => Response | Promise<Response>;

/** The five operations for the callers of one door, below its `/rest/api/3/webhook`. */
export function createDoor(identity: Identity, site: Site): Hono {
  const { store, faults, realClock: clock, grants, siteId } = site;
  const door = new Hono();
  door.use(async (context, next) => {
    await authenticate({ identity, clock, grants, siteId }, context.req.raw);
    await next();
  });

  /** Faults come after the credentials: a stranger's call does not use them up. */
  const perform = (operation: Operation, handle: Handler) => async (context: Context) => {
    const request = context.req.raw;
    const carryOut = async () => handle(store, identity, request);
    const fault = faults.take(operation, identity);
    return fault === undefined
      ? carryOut()
      : misbehave(fault, request.signal, store.clock.now(), carryOut);
  };

  door.get('/', perform('list', listWebhooks));
  door.post('/', perform('register', registerWebhooks));
  door.delete('/', perform('delete', deleteWebhooks));
  door.put('/refresh', perform('refresh', refreshWebhooks));
  door.get('/failed', perform('failed', listFailedWebhooks));
  for (const path of ['/', '/refresh', '/failed']) {
    door.all(path, ({ req }) => jiraError(405, unverifiedTexts.methodNotAllowed(req.method)));
  }
  return door;
}
