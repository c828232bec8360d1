import * as z from 'zod/mini';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { WebhookEventName } from '../../jira/events.ts';
import { createTransport } from '../../jira/transport.ts';

const summary = z.object({
  offsetMs: z.number(),
  deliveries: z.object({ pending: z.number() }),
  scenario: z.nullable(z.object({ name: z.enum(['ordinary', 'outage']), perMinute: z.number() })),
  projects: z.array(z.string()),
});
export type SandboxSummary = z.output<typeof summary>;
export type ScenarioName = NonNullable<SandboxSummary['scenario']>['name'];

const instant = z.pipe(
  z.string(),
  z.transform((text) => Date.parse(text)),
);
/** One object for both: what only this panel asks of the schemas would come with the first load. */
const fateShape = {
  id: z.string(),
  outcome: z.enum(['delivered', 'failed', 'pending']),
  /** Of a pending one: how often it was tried, and when it is tried next. */
  attempts: z.optional(z.number()),
  dueAt: z.optional(instant),
};
const fate = z.object(fateShape);
const delivery = z.object({
  ...fateShape,
  /** Whose: a connection is of one of these kinds. */
  identity: z.enum(['connect', 'oauth']),
  url: z.string(),
  matchedWebhookIds: z.array(z.number()),
});
export type Delivery = z.output<typeof delivery>;
export type Fate = z.output<typeof fate>;

const announcement = z.object({
  deliveries: z.array(delivery),
  undecided: z.optional(z.object({ connect: z.array(z.number()), oauth: z.array(z.number()) })),
});
export type Announcement = z.output<typeof announcement>;

/** Of the archive's status, what is told here. */
const reading = z.object({ problem: z.nullable(z.string()) });

/** What can be turned by hand, at the address that a connection names for it. */
export function sandboxControl(controls: string) {
  const transport = createTransport({ baseUrl: controls });
  return {
    summary: (signal: AbortSignal) => transport.read({ method: 'GET', path: '', signal }, summary),
    setOff: (name: WebhookEventName, project: string) =>
      transport.read({ method: 'POST', path: '/events', body: { name, project } }, announcement),
    /** Deliveries that fail for good at once. */
    fail: (count: number) =>
      transport.read({ method: 'POST', path: '/failures', body: { count } }, announcement),
    async fates(ids: readonly string[], signal: AbortSignal): Promise<Fate[]> {
      const query = new URLSearchParams(ids.map((id) => ['id', id]));
      const call = { method: 'GET', path: `/deliveries?${query}`, signal };
      return (await transport.read(call, z.object({ asked: z.array(fate) }))).asked;
    },
    /** `span` as the sandbox reads it: `15m`, `1h`, `1d`. */
    advance: (span: string) =>
      transport.read({ method: 'POST', path: '/clock', body: { advance: span } }, summary),
    returnToNow: () => transport.read({ method: 'DELETE', path: '/clock' }, summary),
    startScenario: (name: ScenarioName) =>
      transport.read({ method: 'POST', path: '/scenario', body: { name } }, summary),
    stopScenario: () => transport.read({ method: 'DELETE', path: '/scenario' }, summary),
    reset: () => transport.read({ method: 'POST', path: '/reset', body: {} }, summary),
  };
}
export type SandboxControl = ReturnType<typeof sandboxControl>;

/** The console's archive, so that it need not be waited for. Why it did not succeed, where it did not. */
export async function readFailuresNow({
  id,
  canListFailed,
}: ConnectionSummary): Promise<string | undefined> {
  if (!canListFailed) return undefined;
  const archive = createTransport({ baseUrl: `/api/connections/${encodeURIComponent(id)}` });
  try {
    const call = { method: 'POST', path: '/failures/read' };
    return (await archive.read(call, reading)).problem ?? undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'The console failed.';
  }
}
