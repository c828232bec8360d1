import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseJiraDate } from '../jira/dates.ts';
import { grantControl } from './authorization/grant-control.ts';
import { readJson } from './body.ts';
import { createClockHand } from './clock-hand.ts';
import { day, hour, minute, second } from './clock.ts';
import { failNow, mostFailures } from './delivery/fail-now.ts';
import { projectKeys } from './delivery/issue-template.ts';
import { createDeliveryControl, type DeliveryParts } from './delivery/routes.ts';
import type { Site } from './door.ts';
import { countFailures, recordFailures } from './failures.ts';
import { faultRequest } from './faults.ts';
import { sandboxLimits, type Identity } from './identity.ts';
import { json } from './json.ts';
import { listRegistrations } from './registrations.ts';
import { scenarios, seedState } from './seed.ts';
import { emptyState, failureRecord, type SandboxState } from './state.ts';
import type { Store } from './store.ts';

const units = new Map([
  ['ms', 1],
  ['s', second],
  ['m', minute],
  ['h', hour],
  ['d', day],
]);

const spanText = /^(-?\d{1,12})(ms|s|m|h|d)$/;
const span = z.pipe(
  z.string().check(z.regex(spanText)),
  z.transform((text) => {
    const [, count = '', unit = ''] = spanText.exec(text) ?? [];
    return Number(count) * (units.get(unit) ?? 0);
  }),
);

const instant = z.pipe(
  z.string().check(z.refine((text) => parseJiraDate(text) !== undefined)),
  z.transform((text) => parseJiraDate(text) ?? 0),
);

const clockRequest = z.union(
  [z.strictObject({ advance: span }), z.strictObject({ now: instant })],
  'must be {"advance": "29d"} (also h, m, s, ms, or negative) or {"now": "2026-01-31T09:00:00Z"}',
);

const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https URL' });
const appRequest = z.strictObject({ baseUrl: z.nullable(httpsUrl) });

const failuresRequest = z.union(
  [
    z.array(failureRecord),
    z.strictObject({ count: z.int().check(z.positive(), z.maximum(mostFailures)) }),
  ],
  `must be records as Jira lists them, or {"count": 1}, of at most ${mostFailures}`,
);

const resetRequest = z.strictObject({
  scenario: z._default(z.enum(scenarios), 'morning'),
  registrations: z.optional(z.int().check(z.nonnegative(), z.maximum(100_000))),
});

/** Turns time, faults, events and state by hand. For people and tests: no Jira has this. */
export function createControl(site: Site, parts: DeliveryParts, secondSite: Store): Hono {
  const { store, faults, realClock } = site;
  const control = new Hono();
  const moveClock = createClockHand(store, parts.courier, realClock);

  const summary = () => {
    const now = store.clock.now();
    const { offsetMs, baseUrl, deliveries, delivered, givenUp, traffic } = store.state;
    return json({
      now: new Date(now).toISOString(),
      offsetMs,
      baseUrl,
      registrations: {
        connect: count(store.state, 'connect', now),
        oauth: count(store.state, 'oauth', now),
      },
      failures: countFailures(store.state, now),
      deliveries: { pending: deliveries.size, delivered, givenUp },
      scenario: traffic && { name: traffic.name, perMinute: traffic.perMinute },
      faults: faults.pending,
      projects: projectKeys,
    });
  };

  control.get('/', summary);

  control.post('/clock', async ({ req }) => {
    const request = await readJson(req.raw, clockRequest);
    await moveClock((offsetMs) =>
      'advance' in request ? offsetMs + request.advance : request.now - realClock.now(),
    );
    return summary();
  });
  control.delete('/clock', async () => {
    await moveClock(() => 0);
    return summary();
  });

  control.post('/faults', async ({ req }) => {
    faults.add(await readJson(req.raw, faultRequest));
    return summary();
  });
  control.delete('/faults', () => {
    faults.clear();
    return summary();
  });

  control.post('/failures', async ({ req }) => {
    const request = await readJson(req.raw, failuresRequest);
    if ('count' in request) return failNow(parts, request.count);
    await store.change((state, now) => recordFailures(state, request, now));
    return summary();
  });

  control.put('/app', async ({ req }) => {
    const { baseUrl } = await readJson(req.raw, appRequest);
    await store.change((state) => ({ state: { ...state, baseUrl }, answer: undefined }));
    return summary();
  });

  control.post('/reset', async ({ req }) => {
    const request = await readJson(req.raw, resetRequest);
    await store.change(() => ({
      state: seedState(request.scenario, realClock.now(), request.registrations),
      answer: undefined,
    }));
    await secondSite.change(() => ({ state: emptyState, answer: undefined }));
    faults.clear();
    parts.receiver.clear();
    return summary();
  });

  control.route('/', createDeliveryControl(parts, summary));
  control.route('/', grantControl(store));
  return control;
}

function count(state: SandboxState, identity: Identity, now: number) {
  const listed = listRegistrations(state, identity, now);
  return {
    listed: listed.length,
    expired: listed.filter(({ expiresAt }) => expiresAt <= now).length,
    limit: sandboxLimits[identity],
  };
}
