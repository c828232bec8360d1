import { Hono } from 'hono';
import * as z from 'zod/mini';
import { registrableEvents, type WebhookEventName } from '../../jira/events.ts';
import { readJson } from '../body.ts';
import { json } from '../json.ts';
import { flows, trafficNames, type Delivery, type SandboxState } from '../state.ts';
import type { Store } from '../store.ts';
import { announce, type Announcement, type Payload } from './announce.ts';
import type { Courier } from './courier.ts';
import { dueTimeOf, fateOf } from './fate.ts';
import { payloadOf } from './payload-template.ts';
import type { Receiver } from './receiver.ts';
import { mostPerMinute } from './traffic.ts';

const mebibyte = 1024 * 1024;
/** Enough to step over the limit of a payload, and not so much that memory runs out. */
const mostBytes = 30 * mebibyte;
const mostBytesTogether = 120 * mebibyte;
const mostTimes = 500;

const eventName = z.enum(
  registrableEvents.map(({ name }): WebhookEventName => name),
  'must be the name of an event that a dynamic webhook may subscribe to',
);
const flow = z._default(z.enum(flows), 'Primary');

const eventRequest = z.union(
  [
    z.strictObject({ event: z.record(z.string(), z.unknown()), flow }),
    z
      .strictObject({
        name: eventName,
        project: z._default(z.string().check(z.regex(/^[A-Z][A-Z0-9_]{1,30}$/)), 'PAY'),
        times: z._default(z.int().check(z.positive(), z.maximum(mostTimes)), 1),
        /** About how long the payload is to be. */
        bytes: z._default(z.int().check(z.nonnegative(), z.maximum(mostBytes)), 0),
        flow,
      })
      .check(z.refine(({ times, bytes }) => times * bytes <= mostBytesTogether)),
  ],
  `must be {"event": {…}} or {"name": "jira:issue_updated", "project": "PAY", "times": 1, "bytes": 0}, of at most ${mostTimes} times and ${mostBytesTogether} bytes together`,
);
type EventRequest = z.infer<typeof eventRequest>;

const trafficRequest = z.strictObject({
  name: z.enum(trafficNames),
  perMinute: z._default(z.int().check(z.positive(), z.maximum(mostPerMinute)), 6),
});

export interface DeliveryParts {
  store: Store;
  courier: Courier;
  receiver: Receiver;
}

/** Sets off events and shows what became of them; `summary` is the control's own answer. */
export function createDeliveryControl(
  { store, courier, receiver }: DeliveryParts,
  summary: () => Response,
): Hono {
  const control = new Hono();

  control.post('/events', async ({ req }) => {
    const request = await readJson(req.raw, eventRequest);
    const announced = await store.change((state, now) => setOff(state, request, now));
    await courier.settle();
    return json({
      deliveries: announced.flatMap(({ deliveries }) =>
        deliveries.map((delivery) => ({ ...delivery, ...fateOf(store.state, delivery.id) })),
      ),
      undecided: announced[0]?.undecided,
    });
  });

  control.get('/deliveries', ({ req }) => {
    const { deliveries, delivered, givenUp } = store.state;
    const asked = (req.queries('id') ?? []).map((id) => ({ id, ...fateOf(store.state, id) }));
    const pending = [...deliveries.values()].map(describe);
    return json({ pending, delivered, givenUp, ...(asked.length > 0 && { asked }) });
  });

  control.get('/receiver', () => json({ received: receiver.received }));

  control.post('/scenario', async ({ req }) => {
    const { name, perMinute } = await readJson(req.raw, trafficRequest);
    await store.change((state, nextAt) => ({
      state: { ...state, traffic: { name, perMinute, made: state.traffic?.made ?? 0, nextAt } },
      answer: undefined,
    }));
    await courier.settle();
    return summary();
  });
  control.delete('/scenario', async () => {
    await store.change((state) => ({ state: { ...state, traffic: null }, answer: undefined }));
    return summary();
  });

  return control;
}

function setOff(state: SandboxState, request: EventRequest, now: number) {
  const answer: Announcement[] = [];
  let next = state;
  for (const payload of payloadsOf(request, state, now)) {
    const step = announce(next, payload, request.flow, now);
    next = step.state;
    answer.push(step.answer);
  }
  return { state: next, answer };
}

function payloadsOf(request: EventRequest, state: SandboxState, at: number): Payload[] {
  if ('event' in request) return [request.event];
  const { name, project, times, bytes } = request;
  const text = bytes === 0 ? undefined : 'All is well that ends well. '.repeat(bytes / 28);
  // Each differs from the ones before, over calls as well.
  const first = state.delivered + state.givenUp + state.deliveries.size;
  return Array.from({ length: times }, (_, index) =>
    payloadOf({ name, project, index: first + index, at, text }),
  );
}

function describe(delivery: Delivery) {
  const { id, identity, url, flow, attempts } = delivery;
  return { id, identity, url, flow, attempts, dueAt: dueTimeOf(delivery) };
}
