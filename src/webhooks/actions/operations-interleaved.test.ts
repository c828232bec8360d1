import * as fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ListedWebhook } from '../../jira/client.ts';
import { JiraError, type JiraErrorKind } from '../../jira/errors.ts';
import { webhookId, type WebhookId } from '../../jira/wire.ts';
import {
  createOperations,
  type Operation,
  type Operations,
  type OperationTarget,
} from './operations.ts';
import type { ActionKind, Verdict } from './verdicts.ts';

const now = 1_700_000_000_000;
const lifetime = 30 * 86_400_000;
/** More than two batches. */
const count = 110;

/** How one request ends: after how long, with which error, and whether it took effect. */
interface Fate {
  latency: number;
  error: Error | undefined;
  effect: boolean;
}

const failed = (kind: JiraErrorKind, retryAfterMs?: number) =>
  new JiraError({ kind, messages: [kind], ...(retryAfterMs !== undefined && { retryAfterMs }) });

const latency = fc.nat(3000);
const fate: fc.Arbitrary<Fate> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ latency, error: fc.constant(undefined), effect: fc.constant(true) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      latency,
      error: fc
        .constantFrom<JiraErrorKind>('timeout', 'unreachable', 'unavailable', 'garbled')
        .map((kind) => failed(kind)),
      effect: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      latency,
      error: fc.nat(20_000).map((wait) => failed('rate-limited', wait)),
      effect: fc.constant(false),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      latency,
      error: fc.constantFrom(failed('forbidden'), failed('invalid'), new TypeError('own fault')),
      effect: fc.constant(false),
    }),
  },
);

const some = fc.oneof(
  fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 5 }),
  fc.constant(Array.from({ length: count }, (_, index) => index)),
);
type Step =
  | { act: ActionKind; some: number[] }
  | { press: 'undo' | 'sendNow' | 'stop' | 'lookAgain' | 'dismiss'; which: number }
  | { pass: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constantFrom('refresh', 'delete'), some }),
  fc.record({
    press: fc.constantFrom('undo', 'sendNow', 'stop', 'lookAgain', 'dismiss'),
    which: fc.nat(5),
  }),
  fc.record({ pass: fc.oneof(fc.constant(0), fc.nat(1500), fc.nat(8000)) }),
);

/**
 * A Jira that checks each request against the acts under way, and ends it as fate has it. What is wrong
 * is kept in `faults`: thrown, it would look like one more failure to the code under test.
 */
function watchedJira(operations: Operations, writes: Fate[], readings: Fate[]) {
  const faults: unknown[] = [];
  const server = new Map<WebhookId, ListedWebhook>();
  for (let id = 0; id < count; id++) set(webhookId.parse(id), now);
  const underWay = new Set<WebhookId>();
  const mayBeSent = new Map<string, boolean>();

  function set(id: WebhookId, expirationDate: number) {
    server.set(id, { id, events: [], jqlFilter: '', json: {}, expirationDate });
  }

  function check(hold: () => void): void {
    try {
      hold();
    } catch (fault) {
      faults.push(fault);
    }
  }

  function checkRequest(action: ActionKind, ids: readonly WebhookId[], error: unknown): void {
    const acts = operations.snapshot().filter(({ webhooks }) => {
      const own = new Set(webhooks.map(({ id }) => id));
      return ids.some((id) => own.has(id));
    });
    const sending = acts.filter(({ phase }) => phase.name === 'sending');
    expect(sending.map((act) => act.action)).toEqual([action]);
    // An older verdict may still be in view; nothing else touches what is being sent.
    expect(acts.every(({ phase }) => ['sending', 'done'].includes(phase.name))).toBe(true);
    const askedToWait = error instanceof JiraError && error.kind === 'rate-limited';
    for (const id of ids) {
      expect(underWay.has(id)).toBe(false);
      const key = `${sending[0]?.id} ${id}`;
      expect(mayBeSent.get(key)).not.toBe(false);
      // Once more after being asked to wait for the first time; else never.
      mayBeSent.set(key, askedToWait && !mayBeSent.has(key));
    }
  }

  async function write(action: ActionKind, ids: readonly WebhookId[]): Promise<number> {
    const fate = writes.shift() ?? { latency: 100, error: undefined, effect: true };
    const { latency, error, effect } = fate;
    check(() => checkRequest(action, ids, error));
    for (const id of ids) underWay.add(id);
    await new Promise((resolve) => setTimeout(resolve, latency));
    for (const id of ids) {
      underWay.delete(id);
      if (effect && action === 'delete') server.delete(id);
      else if (effect && server.has(id)) set(id, Date.now() + lifetime);
    }
    if (error) throw error;
    return Date.now() + lifetime;
  }

  const target: OperationTarget = {
    connectionId: 'a',
    jira: {
      refreshWebhooks: (ids) => write('refresh', ids),
      deleteWebhooks: async (ids) => void (await write('delete', ids)),
    },
    async readList() {
      const { latency, error } = readings.shift() ?? { latency: 100, error: undefined };
      await new Promise((resolve) => setTimeout(resolve, latency));
      if (error) throw error;
      return [...server.values()];
    },
  };
  return { target, server, faults, check };
}

/** Every verdict is there, once, and is true of what Jira has at that moment. */
function checkVerdicts(
  { phase, webhooks, action }: Operation,
  server: Map<WebhookId, ListedWebhook>,
) {
  if (phase.name !== 'done') return;
  expect([...phase.verdicts.keys()]).toEqual(webhooks.map(({ id }) => id));
  const untrue = [...phase.verdicts].filter(
    ([id, verdict]) => !isTrue(action, verdict, server.get(id)),
  );
  expect(untrue).toEqual([]);
}

function isTrue(action: ActionKind, verdict: Verdict, there: ListedWebhook | undefined): boolean {
  switch (verdict.kind) {
    case 'renewed':
      return action === 'refresh' && there?.expirationDate === verdict.until;
    case 'unchanged':
      return action === 'refresh' && there?.expirationDate === verdict.expiresAt;
    case 'still-there':
      return action === 'delete' && there !== undefined;
    case 'deleted':
      return action === 'delete' && there === undefined;
    case 'gone':
      return there === undefined;
    case 'not-sent':
    case 'refused':
    case 'unknown':
      return true;
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now });
  return () => vi.useRealTimers();
});

test('R12: in any order of clicks, answers and failures each webhook ends with one true verdict, and none is sent while it is under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 25 }),
      fc.array(fate, { maxLength: 15 }),
      fc.array(fate, { maxLength: 8 }),
      async (steps, writes, readings) => {
        const operations = createOperations();
        const { target, server, faults, check } = watchedJira(
          operations,
          [...writes],
          [...readings],
        );
        const all = [...server.values()];
        const done = new Set<Operation>();
        operations.subscribe(() => {
          for (const act of operations.snapshot()) {
            if (act.phase.name !== 'done' || done.has(act)) continue;
            done.add(act);
            check(() => checkVerdicts(act, server));
          }
        });

        for (const step of steps) {
          if ('pass' in step) await vi.advanceTimersByTimeAsync(step.pass);
          else if ('press' in step) {
            const acts = operations.snapshot();
            operations[step.press](acts[step.which % Math.max(1, acts.length)]?.id ?? 0);
          } else {
            operations[step.act](
              target,
              all.filter((_, index) => step.some.includes(index)),
            );
          }
        }
        // Whatever is still under way ends by itself: within a minute a request, each twice at most.
        await vi.advanceTimersByTimeAsync(3_600_000);

        expect(faults).toEqual([]);
        const left = operations.snapshot().filter(({ phase }) => phase.name !== 'done');
        expect(left).toEqual([]);
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 100 },
  );
});
