/** Random sequences of everything that callers and time can do, on the sandbox and on the model. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { control, createCaller, type Call } from './caller.ts';
import { hour, type Clock } from './clock.ts';
import type { Identity } from './identity.ts';
import { items, Model, urls } from './model.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { documentsChanged, emptyState } from './state.ts';
import { memoryStorage, type SandboxStorage } from './storage.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };

type Action =
  | { kind: 'register'; identity: Identity; url: number; items: number[] }
  | { kind: 'list'; identity: Identity; startAt: number; maxResults: number }
  | { kind: 'refresh' | 'delete'; identity: Identity; ids: number[] }
  | { kind: 'fail'; hoursAgo: number[] }
  | { kind: 'failed'; hoursAgo: number; maxResults: number }
  | { kind: 'wait'; days: number }
  | { kind: 'restart' };

const identity = fc.constantFrom<Identity>('connect', 'oauth');
const index = fc.nat(items.length - 1);
/** Parsing JQL is the dear part of a registration. */
const withoutJql = items.findIndex(([{ jqlFilter }]) => jqlFilter === '');
const ids = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
const hoursAgo = fc.integer({ min: 0, max: 80 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('register' as const),
      identity,
      url: fc.nat(1),
      // Now and then so many that the limit of the Connect app comes within reach.
      items: fc.oneof(
        { weight: 9, arbitrary: fc.array(index, { minLength: 1, maxLength: 4 }) },
        {
          weight: 1,
          arbitrary: fc.array(fc.constant(withoutJql), { minLength: 60, maxLength: 80 }),
        },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      identity,
      startAt: fc.nat(8),
      maxResults: fc.nat(120),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('refresh' as const, 'delete' as const),
      identity,
      ids,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      hoursAgo: fc.array(hoursAgo, { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('failed' as const),
      hoursAgo,
      maxResults: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      days: fc.constantFrom(1, 2, 29, 30, 45, 90, 120),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** What the sandbox answered to an action, and what the model did. */
type Outcome = [actual: unknown, expected: unknown];

/** One sequence, on both. */
class Run {
  readonly model = new Model(start);
  readonly storage: SandboxStorage;
  sandbox: Sandbox;
  failures = 0;

  constructor(storage: SandboxStorage, sandbox: Sandbox) {
    this.storage = storage;
    this.sandbox = sandbox;
  }

  async call(identity: Identity, call: Call): Promise<unknown> {
    return (await createCaller(this.sandbox, identity, clock)(call)).body;
  }

  async act(action: Action): Promise<Outcome> {
    const { model } = this;
    switch (action.kind) {
      case 'register': {
        const url = urls[action.url] ?? '';
        const webhooks = action.items.map((index) => items[index]?.[0]);
        const body = await this.call(action.identity, { method: 'POST', body: { url, webhooks } });
        const webhookRegistrationResult = model.register(action.identity, url, action.items);
        return [body, { webhookRegistrationResult }];
      }
      case 'list': {
        const { identity, startAt, maxResults } = action;
        const path = `?startAt=${startAt}&maxResults=${maxResults}`;
        return [await this.call(identity, { path }), model.list(identity, startAt, maxResults)];
      }
      case 'refresh': {
        const body = { webhookIds: action.ids };
        const answer = await this.call(action.identity, { method: 'PUT', path: '/refresh', body });
        return [answer, model.refresh(action.identity, action.ids)];
      }
      case 'delete': {
        const body = { webhookIds: action.ids };
        const answer = await this.call(action.identity, { method: 'DELETE', body });
        return [answer, model.delete(action.identity, action.ids)];
      }
      case 'fail': {
        const records = action.hoursAgo.map((hours) => ({
          id: `delivery-${this.failures++}`,
          url: 'https://a.example.com/hook',
          failureTime: model.now - hours * hour,
        }));
        const { status } = await control(this.sandbox, 'POST', '/failures', records);
        model.fail(records);
        return [status, 200];
      }
      case 'failed': {
        const after = model.now - action.hoursAgo * hour;
        const path = `/failed?after=${after}&maxResults=${action.maxResults}`;
        return [await this.call('connect', { path }), model.failed(after, action.maxResults)];
      }
      case 'wait': {
        const { status } = await control(this.sandbox, 'POST', '/clock', {
          advance: `${action.days}d`,
        });
        model.wait(action.days);
        return [status, 200];
      }
      case 'restart':
        this.sandbox = await openSandbox({ storage: this.storage, clock });
        return [undefined, undefined];
    }
  }
}

async function openRun(): Promise<Run> {
  const storage = memoryStorage();
  // An empty site from the first moment, without the seed.
  await storage.apply(documentsChanged(undefined, emptyState));
  return new Run(storage, await openSandbox({ storage, clock }));
}

/** `RUNS` makes it fewer for a quick look, or more for a long one. */
const runs = Number(process.env.RUNS ?? 10_000);

test(`E1: ${runs} random sequences of operations end as the model says`, async () => {
  const sequences = fc.array(action, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sequences, async (actions) => {
      const run = await openRun();
      const lists = (['connect', 'oauth'] as const).map((identity): Action => ({
        kind: 'list',
        identity,
        startAt: 0,
        maxResults: 100,
      }));
      for (const action of [...actions, ...lists]) {
        const [actual, expected] = await run.act(action);
        expect(actual).toEqual(expected);
      }
    }),
    { numRuns: runs },
  );
}, 600_000);
