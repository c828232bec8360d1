/** A sandbox whose deliveries end up in the hands of a test. */
import * as z from 'zod/mini';
import { failedPage } from '../../jira/wire.ts';
import { control, createCaller } from '../caller.ts';
import { day, type Clock } from '../clock.ts';
import type { Identity } from '../identity.ts';
import { openSandbox, type SandboxOptions } from '../sandbox.ts';
import { documentsChanged, emptyState, type Registration } from '../state.ts';
import { memoryStorage, type SandboxStorage } from '../storage.ts';

export const start = Date.UTC(2026, 2, 2, 8, 30);
export const clock: Clock = { now: () => start };
export const url = 'https://hooks.acme.example/jira';

type Planted = Partial<Registration> & { identity?: Identity };

/** A storage that holds these registrations and nothing else; their ids go up from 1. */
export async function storageWith(planted: readonly Planted[]): Promise<SandboxStorage> {
  const registrations = { connect: new Map(), oauth: new Map() };
  planted.forEach(({ identity = 'connect', ...details }, index) => {
    const id = index + 1;
    const registration: Registration = {
      id,
      url,
      events: ['jira:issue_created'],
      jqlFilter: 'project = PAY',
      expiresAt: start + 30 * day,
      ...details,
    };
    registrations[identity].set(id, registration);
  });
  const storage = memoryStorage();
  await storage.apply(documentsChanged(undefined, { ...emptyState, registrations }));
  return storage;
}

const announcement = z.object({
  deliveries: z.array(
    z.object({
      id: z.string(),
      identity: z.string(),
      url: z.string(),
      matchedWebhookIds: z.array(z.number()),
      outcome: z.string(),
    }),
  ),
  undecided: z.object({ connect: z.array(z.number()), oauth: z.array(z.number()) }),
});
const overview = z.object({
  pending: z.array(z.object({ id: z.string(), attempts: z.number(), dueAt: z.string() })),
  delivered: z.number(),
  givenUp: z.number(),
});

/** The next free number from 0 up to 1, the same in each run. */
export function seededRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export async function openLaboratory(options: Partial<SandboxOptions> = {}) {
  const storage = options.storage ?? (await storageWith([{}]));
  const sandbox = await openSandbox({ clock, random: seededRandom(), ...options, storage });
  const connect = createCaller(sandbox, 'connect', clock);
  return {
    sandbox,
    storage,
    setOff: async (request: unknown) =>
      announcement.parse((await control(sandbox, 'POST', '/events', request)).body),
    move: (advance: string) => control(sandbox, 'POST', '/clock', { advance }),
    deliveries: async () => overview.parse((await control(sandbox, 'GET', '/deliveries')).body),
    failed: async (query = '') =>
      failedPage.parse((await connect({ path: `/failed${query}` })).body),
  };
}

export interface Sent {
  url: string;
  identifier: string;
  retry: string | null;
  flow: string | null;
  authorization: string | null;
  contentType: string | null;
  body: string;
}

/** Writes down what is sent, and answers with the status that `answer` gives. */
export function recordingSend(answer: (sent: Sent) => number | Promise<number>) {
  const sent: Sent[] = [];
  const send = async (request: Request): Promise<Response> => {
    const { headers } = request;
    const entry: Sent = {
      url: request.url,
      identifier: headers.get('X-Atlassian-Webhook-Identifier') ?? '',
      retry: headers.get('X-Atlassian-Webhook-Retry'),
      flow: headers.get('X-Atlassian-Webhook-Flow'),
      authorization: headers.get('Authorization'),
      contentType: headers.get('Content-Type'),
      body: await request.text(),
    };
    sent.push(entry);
    return new Response(null, { status: await answer(entry) });
  };
  return { sent, send };
}
