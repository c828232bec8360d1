import * as z from 'zod/mini';
import { grant, type Grant } from './authorization/grant.ts';
import { behaviours } from './delivery/receiver.ts';
import type { Identity } from './identity.ts';

/** A registered webhook. `expiresAt` is in milliseconds since the epoch, on the sandbox's clock. */
const registration = z.object({
  id: z.number(),
  url: z.string(),
  events: z.array(z.string()),
  jqlFilter: z.string(),
  fieldIdsFilter: z.optional(z.array(z.string())),
  issuePropertyKeysFilter: z.optional(z.array(z.string())),
  expiresAt: z.number(),
});
export type Registration = z.infer<typeof registration>;

/** A delivery that was given up; `id` is the delivery's, not the registration's. */
export const failureRecord = z.strictObject({
  id: z.string().check(z.minLength(1)),
  url: z.string(),
  failureTime: z.int(),
  body: z.optional(z.string()),
  /** Whose delivery; the Connect app's where it is absent. */
  identity: z.optional(z.enum(['connect', 'oauth'])),
});
export type FailureRecord = z.infer<typeof failureRecord>;

/** What may run by itself, and what the receivers of the seed then answer: see `delivery/traffic.ts`. */
export const trafficNames = ['ordinary', 'outage'] as const;

/** Events that the sandbox sets off by itself, a few in each minute of its time. */
const traffic = z.object({
  name: z.enum(trafficNames),
  perMinute: z.number(),
  /** How many were set off; also what makes the next one different from the last. */
  made: z.number(),
  nextAt: z.number(),
});
export type Traffic = z.infer<typeof traffic>;

/** `X-Atlassian-Webhook-Flow` */
export const flows = ['Primary', 'Secondary'] as const;
export type Flow = (typeof flows)[number];

/** One event on its way to one URL. It is kept from before its first attempt until it is over. */
const delivery = z.object({
  id: z.string(),
  identity: z.enum(['connect', 'oauth']),
  url: z.string(),
  flow: z.enum(flows),
  body: z.string(),
  /** How often it was tried. */
  attempts: z.number(),
  /** When it is tried next, on the sandbox's clock. */
  dueAt: z.number(),
  /** How it is answered, whatever its URL: it was made to fail by hand. */
  answeredAs: z.optional(z.enum(behaviours)),
});
export type Delivery = z.infer<typeof delivery>;

const site = z.object({
  /** How far the sandbox's clock is ahead of the real one. */
  offsetMs: z.number(),
  /** The Connect app's base URL; null where it has none, and then any URL may be registered. */
  baseUrl: z.nullable(z.string()),
  /** The id that each caller's next webhook gets. Never given twice, deleted ones included. */
  nextIds: z.object({ connect: z.number(), oauth: z.number() }),
  delivered: z._default(z.number(), 0),
  givenUp: z._default(z.number(), 0),
  traffic: z._default(z.nullable(traffic), null),
});

/** All that the sandbox keeps. A change makes a new one, so that it can be stored before it is seen. */
export interface SandboxState extends Readonly<z.infer<typeof site>> {
  readonly registrations: Readonly<Record<Identity, ReadonlyMap<number, Registration>>>;
  readonly failures: ReadonlyMap<string, FailureRecord>;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** What users let OAuth apps do. */
  readonly grants: ReadonlyMap<string, Grant>;
}

export const emptyState: SandboxState = {
  offsetMs: 0,
  baseUrl: null,
  nextIds: { connect: 1, oauth: 1 },
  delivered: 0,
  givenUp: 0,
  traffic: null,
  registrations: { connect: new Map(), oauth: new Map() },
  failures: new Map(),
  deliveries: new Map(),
  grants: new Map(),
};

const siteKey = 'site';
const registrationKey = (identity: Identity, id: number) => `registration/${identity}/${id}`;
const failureKey = (id: string) => `failure/${id}`;
const deliveryKey = (id: string) => `delivery/${id}`;
const grantKey = (id: string) => `grant/${id}`;

/** The state that the documents of a storage hold, or undefined where it was never used. */
export function readState(documents: ReadonlyMap<string, string>): SandboxState | undefined {
  const siteDocument = documents.get(siteKey);
  if (siteDocument === undefined) return undefined;
  const registrations = {
    connect: new Map<number, Registration>(),
    oauth: new Map<number, Registration>(),
  };
  const failures = new Map<string, FailureRecord>();
  const deliveries = new Map<string, Delivery>();
  const grants = new Map<string, Grant>();
  for (const [key, document] of documents) {
    const [kind, identity] = key.split('/');
    if (kind === 'registration' && (identity === 'connect' || identity === 'oauth')) {
      const entry = readDocument(key, document, registration);
      registrations[identity].set(entry.id, entry);
    } else if (kind === 'failure') {
      const entry = readDocument(key, document, failureRecord);
      failures.set(entry.id, entry);
    } else if (kind === 'delivery') {
      const entry = readDocument(key, document, delivery);
      deliveries.set(entry.id, entry);
    } else if (kind === 'grant') {
      const entry = readDocument(key, document, grant);
      grants.set(entry.id, entry);
    }
  }
  // A storage may give its documents in any order; the list of webhooks goes by id.
  const byId = (entries: Map<number, Registration>) =>
    new Map([...entries].toSorted(([one], [other]) => one - other));
  return {
    ...readDocument(siteKey, siteDocument, site),
    registrations: {
      connect: byId(registrations.connect),
      oauth: byId(registrations.oauth),
    },
    failures,
    deliveries,
    grants,
  };
}

function readDocument<T>(key: string, document: string, schema: z.ZodMiniType<T>): T {
  try {
    return schema.parse(JSON.parse(document));
  } catch (cause) {
    throw new Error(`The sandbox cannot read what it stored as "${key}".`, { cause });
  }
}

/** What a storage has to change, so that it holds `after` where it held `before`. */
export function documentsChanged(
  before: SandboxState | undefined,
  after: SandboxState,
): Map<string, string | null> {
  const changes = new Map<string, string | null>();
  const siteDocument = writeSite(after);
  if (before === undefined || writeSite(before) !== siteDocument)
    changes.set(siteKey, siteDocument);
  for (const identity of ['connect', 'oauth'] as const) {
    collectChanges(
      changes,
      before?.registrations[identity] ?? new Map<number, Registration>(),
      after.registrations[identity],
      (id) => registrationKey(identity, id),
    );
  }
  collectChanges(
    changes,
    before?.failures ?? new Map<string, FailureRecord>(),
    after.failures,
    failureKey,
  );
  collectChanges(
    changes,
    before?.deliveries ?? new Map<string, Delivery>(),
    after.deliveries,
    deliveryKey,
  );
  collectChanges(changes, before?.grants ?? new Map<string, Grant>(), after.grants, grantKey);
  return changes;
}

function writeSite(state: SandboxState): string {
  const { offsetMs, baseUrl, nextIds, delivered, givenUp, traffic } = state;
  return JSON.stringify({ offsetMs, baseUrl, nextIds, delivered, givenUp, traffic });
}

function collectChanges<Id, Entry>(
  changes: Map<string, string | null>,
  before: ReadonlyMap<Id, Entry>,
  after: ReadonlyMap<Id, Entry>,
  keyOf: (id: Id) => string,
): void {
  if (before === after) return;
  for (const [id, entry] of after) {
    // Entries are never changed in place: the same object is the same document.
    if (before.get(id) !== entry) changes.set(keyOf(id), JSON.stringify(entry));
  }
  for (const id of before.keys()) if (!after.has(id)) changes.set(keyOf(id), null);
}
