import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JiraError } from '../errors.ts';
import { apply, type ApplyOptions, type ApplyProgress } from './apply.ts';
import { fakeJira, fates, refusalText, type FakeJira, type Fate } from './fake-jira.ts';
import { exportFile, identityOf, readFile, type RegistrationEntry } from './file.ts';
import { isNothingToDo, keyOf, plan } from './plan.ts';
import { listedWebhooks } from './samples.ts';
import { webhookId } from '../wire.ts';

const url = 'https://a.example/hook';
const entry = (jqlFilter: string, more: Partial<RegistrationEntry> = {}): RegistrationEntry => ({
  url,
  events: ['comment_created'],
  jqlFilter,
  ...more,
});
const fileOf = (...registrations: RegistrationEntry[]) => ({ version: 1 as const, registrations });

/** Plans by what Jira holds now, and applies. No wait takes time. */
async function run(jira: FakeJira, entries: RegistrationEntry[], options: ApplyOptions = {}) {
  const made = plan(fileOf(...entries), jira.webhooks);
  const outcomes = await apply(made, jira, { wait: () => Promise.resolve(), ...options });
  return outcomes.map(({ verdict }) => verdict);
}
/** A fate for each call of an operation, in order; then all goes well. */
function inTurn(operation: string, ...ofCalls: Fate[]) {
  return (call: string) => (call === operation ? (ofCalls.shift() ?? 'done') : 'done');
}
const jqlOf = (jira: FakeJira) => jira.webhooks.map(({ id, jqlFilter }) => [id, jqlFilter]);

describe('applying a plan', () => {
  test('registers what is missing, one request for a URL, and leaves the rest alone', async () => {
    const jira = fakeJira([entry('a'), entry('extra', { events: ['comment_deleted'] })]);
    const b = (jql: string) => entry(jql, { url: 'https://b.example' });
    const verdicts = await run(jira, [entry('a'), b('x'), entry('b'), b('y'), entry('c')]);
    expect(verdicts).toEqual([
      { kind: 'present', id: 1 },
      { kind: 'created', id: 3 },
      { kind: 'created', id: 5 },
      { kind: 'created', id: 4 },
      { kind: 'created', id: 6 },
    ]);
    expect(jira.calls).toEqual(['list', 'register 2', 'register 2']);
  });

  test('sends at most fifty in one request', async () => {
    const jira = fakeJira();
    const verdicts = await run(
      jira,
      Array.from({ length: 120 }, (_, index) => entry(`p = ${index}`)),
    );
    expect(jira.calls).toEqual(['list', 'register 50', 'register 50', 'register 20']);
    expect(verdicts.map((verdict) => 'id' in verdict && verdict.id)).toEqual(
      jira.webhooks.map(({ id }) => id),
    );
  });

  test('gives each refused one the words of Jira, and keeps the others', async () => {
    const jira = fakeJira([], inTurn('register', 'half refused'));
    expect(await run(jira, [entry('a'), entry('b')])).toEqual([
      { kind: 'refused', messages: [refusalText] },
      { kind: 'created', id: 1 },
    ]);
  });

  test('a request that is refused as a whole refuses its entries; the next URL is still sent', async () => {
    const jira = fakeJira([], inTurn('register', 'invalid'));
    const verdicts = await run(jira, [entry('a'), entry('b', { url: 'https://b.example' })]);
    expect(verdicts).toEqual([
      { kind: 'refused', messages: ['Jira is invalid.'] },
      { kind: 'created', id: 1 },
    ]);
  });

  test('where all would be refused alike, nothing more is sent', async () => {
    const jira = fakeJira([entry('old', { events: ['y'] })], inTurn('register', 'forbidden'));
    const entries = [
      entry('a'),
      entry('b', { url: 'https://b.example' }),
      entry('old', { events: ['x'] }),
    ];
    expect(await run(jira, entries, { replace: true })).toMatchObject([
      { kind: 'refused', messages: ['Jira is forbidden.'] },
      { kind: 'not-sent', why: 'Jira is forbidden.' },
      { kind: 'not-sent', why: 'Jira is forbidden.' },
    ]);
    expect(jira.calls).toEqual(['list', 'register 1']);
  });

  test('rejects where the list can’t be read, and has sent nothing', async () => {
    const jira = fakeJira([], inTurn('list', 'lost', 'lost', 'lost'));
    await expect(run(jira, [entry('a')])).rejects.toBeInstanceOf(JiraError);
    expect(jira.calls).toEqual(['list', 'list', 'list']);
  });

  test('sees what somebody else did since the plan', async () => {
    const gone = entry('gone', { events: ['x'] });
    const jira = fakeJira([gone, entry('changed', { events: ['y'] })]);
    const wanted = [entry('new'), gone, entry('changed', { events: ['z'] })];
    const made = plan(fileOf(...wanted), jira.webhooks);
    expect(made.entries.map(({ kind }) => kind)).toEqual(['add', 'present', 'differs']);
    jira.webhooks = fakeJira([entry('other'), entry('changed', { events: ['w'] })]).webhooks;
    const outcomes = await apply(made, jira, { replace: true });
    const why = 'It is no longer in Jira as it was when the plan was made. Plan again.';
    expect(outcomes.map(({ verdict }) => verdict)).toEqual([
      { kind: 'created', id: 3 },
      { kind: 'not-sent', why },
      { kind: 'not-sent', why },
    ]);
    expect(jira.calls).toEqual(['list', 'register 1']);
  });

  test('does not register what somebody else registered since the plan', async () => {
    const jira = fakeJira();
    const made = plan(fileOf(entry('new')), jira.webhooks);
    jira.webhooks = fakeJira([entry('new')]).webhooks;
    expect((await apply(made, jira))[0]?.verdict).toEqual({ kind: 'present', id: 1 });
    expect(jira.calls).toEqual(['list']);
  });

  test('does not replace what somebody else replaced since the plan', async () => {
    const changed = entry('a', { events: ['x'] });
    const jira = fakeJira([entry('a')]);
    const made = plan(fileOf(changed), jira.webhooks);
    jira.webhooks = fakeJira([entry('a'), changed]).webhooks;
    const [outcome] = await apply(made, jira, { replace: true });
    expect(outcome?.verdict).toEqual({ kind: 'present', id: 2 });
    expect(jira.calls).toEqual(['list']);
  });

  test('does not register what somebody else registers meanwhile, once a reading shows it', async () => {
    const b = entry('b', { url: 'https://b.example' });
    const meanwhile = fakeJira([entry('x'), b]).webhooks.slice(1);
    const jira: FakeJira = fakeJira([], (call) => {
      if (call === 'register') jira.webhooks = meanwhile;
      return call === 'register' ? 'lost' : 'done';
    });
    const verdicts = await run(jira, [entry('a'), b]);
    expect(verdicts).toMatchObject([{ kind: 'unknown' }, { kind: 'present', id: 2 }]);
    expect(jira.calls).toEqual(['list', 'register 1', 'list']);
  });

  test('tells its progress, and stops when told to', async () => {
    const jira = fakeJira();
    const stop = new AbortController();
    const seen: ApplyProgress[] = [];
    const entries = [entry('a'), entry('b', { url: 'https://b.example' })];
    const verdicts = await run(jira, entries, {
      signal: stop.signal,
      onProgress(progress) {
        seen.push(progress);
        if (progress.done === 1) stop.abort();
      },
    });
    expect(seen).toEqual([0, 1, 2].map((done) => ({ done, total: 2 })));
    expect(verdicts).toEqual([
      { kind: 'created', id: 1 },
      { kind: 'not-sent', why: 'Stopped before it was sent.' },
    ]);
  });
});

describe('R12: an answer that is lost', () => {
  test('is looked up in the list, and what happened is not sent again', async () => {
    const jira = fakeJira([entry('a')], inTurn('register', 'lost, done'));
    expect(await run(jira, [entry('a'), entry('a'), entry('b')])).toEqual([
      { kind: 'present', id: 1 },
      { kind: 'created', id: 2 },
      { kind: 'created', id: 3 },
    ]);
    expect(jira.calls).toEqual(['list', 'register 2', 'list']);
  });

  test.each<Fate>(['lost', 'lost, done later'])(
    'is unknown where the list does not tell: %s',
    async (fate) => {
      const jira = fakeJira([], inTurn('register', fate));
      const [verdict] = await run(jira, [entry('a')]);
      expect(verdict?.kind).toBe('unknown');
      expect(jira.calls).toEqual(['list', 'register 1', 'list']);
      expect(await run(jira, [entry('a')])).toMatchObject([
        { kind: fate === 'lost' ? 'created' : 'present' },
      ]);
      expect(jira.webhooks).toHaveLength(1);
    },
  );

  test('is not mistaken for what an equal entry got before', async () => {
    const jira = fakeJira([], inTurn('register', 'done', 'lost'));
    const entries = Array.from({ length: 50 }, (_, index) => entry(`p = ${index}`));
    const verdicts = await run(jira, [...entries, entry('p = 0')]);
    expect(verdicts.map(({ kind }) => kind)).toEqual([...entries.map(() => 'created'), 'unknown']);
  });

  test('is unknown where the list can’t be read, and nothing more is sent', async () => {
    let calls = 0;
    const jira = fakeJira([], (call) =>
      call === 'list' ? (calls++ === 0 ? 'done' : 'lost') : 'lost, done',
    );
    const verdicts = await run(jira, [entry('a'), entry('b', { url: 'https://b.example' })]);
    expect(verdicts).toMatchObject([{ kind: 'unknown' }, { kind: 'not-sent' }]);
    expect(jira.calls.filter((call) => call.startsWith('register'))).toHaveLength(1);
  });
});

describe('R11: told to wait', () => {
  test('it waits as long as it is told, and sends once more', async () => {
    const jira = fakeJira();
    let first = true;
    const register = jira.registerWebhooks.bind(jira);
    jira.registerWebhooks = (request) => {
      if (!first) return register(request);
      first = false;
      return Promise.reject(
        new JiraError({ kind: 'rate-limited', messages: [], retryAfterMs: 7000 }),
      );
    };
    const waits: number[] = [];
    const seen: ApplyProgress[] = [];
    const verdicts = await run(jira, [entry('a')], {
      onProgress: (progress) => seen.push(progress),
      wait: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
    expect(verdicts).toEqual([{ kind: 'created', id: 1 }]);
    expect(waits).toHaveLength(1);
    expect(Math.floor((waits[0] ?? 0) / 1000)).toBe(7);
    expect(seen.map(({ waitUntil }) => typeof waitUntil)).toEqual([
      'undefined',
      'number',
      'undefined',
      'undefined',
    ]);
  });

  test('a second time it sends nothing more', async () => {
    const jira = fakeJira([], inTurn('register', 'rate-limited', 'rate-limited'));
    const verdicts = await run(jira, [entry('a'), entry('b', { url: 'https://b.example' })]);
    expect(verdicts).toMatchObject([{ kind: 'not-sent' }, { kind: 'not-sent' }]);
    expect(jira.calls).toEqual(['list', 'register 1', 'register 1']);
  });

  test('for longer than anybody watches, or stopped while waiting, it sends nothing', async () => {
    const refusing = () => {
      const jira = fakeJira();
      jira.registerWebhooks = () => {
        jira.calls.push('register');
        return Promise.reject(
          new JiraError({ kind: 'rate-limited', messages: [], retryAfterMs: 86_400_000 }),
        );
      };
      return jira;
    };
    const patient = refusing();
    expect(await run(patient, [entry('a')])).toMatchObject([{ kind: 'not-sent' }]);
    expect(patient.calls).toEqual(['list', 'register']);

    const stopped = fakeJira([], inTurn('register', 'rate-limited'));
    const stop = new AbortController();
    const wait = () => Promise.resolve(stop.abort());
    const verdicts = await run(stopped, [entry('a')], { signal: stop.signal, wait });
    expect(verdicts).toMatchObject([{ kind: 'not-sent' }]);
    expect(stopped.webhooks).toEqual([]);
  });
});

describe('replacing one that differs', () => {
  const before = [entry('old')];
  const wanted = [entry('old', { events: ['comment_deleted'] })];
  const replacing = (fateOf: (call: string) => Fate) => {
    const jira = fakeJira(before, fateOf);
    return { jira, verdicts: run(jira, wanted, { replace: true }) };
  };

  test('is not done unless asked for', async () => {
    const jira = fakeJira(before);
    expect(await run(jira, wanted)).toEqual([
      { kind: 'not-sent', why: 'It differs from webhook 1, and replacing was not asked for.' },
    ]);
    expect(jira.calls).toEqual(['list']);
  });

  test('registers, looks, deletes and looks again', async () => {
    const { jira, verdicts } = replacing(() => 'done');
    expect(await verdicts).toEqual([{ kind: 'replaced', oldId: 1, newId: 2 }]);
    expect(jira.calls).toEqual(['list', 'register 1', 'list', 'delete 1', 'list']);
    expect(jira.webhooks.map(({ id, events }) => [id, events])).toEqual([[2, ['comment_deleted']]]);
  });

  test('keeps the old one where the new one is refused, or nobody knows', async () => {
    const refused = replacing(inTurn('register', 'half refused'));
    expect(await refused.verdicts).toEqual([{ kind: 'refused', messages: [refusalText] }]);
    const lost = replacing(inTurn('register', 'lost'));
    expect(await lost.verdicts).toMatchObject([{ kind: 'unknown' }]);
    for (const { jira } of [refused, lost]) expect(jqlOf(jira)).toEqual([[1, 'old']]);
  });

  test('goes on where the answer was lost and the list has the new one', async () => {
    const { jira, verdicts } = replacing(inTurn('register', 'lost, done'));
    expect(await verdicts).toEqual([{ kind: 'replaced', oldId: 1, newId: 2 }]);
    expect(jqlOf(jira)).toEqual([[2, 'old']]);
  });

  test('deletes nothing where the new one can’t be seen', async () => {
    const unreadable = replacing(inTurn('list', 'done', 'lost', 'lost', 'lost'));
    const [unseen] = await unreadable.verdicts;
    expect(unseen).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('The old one, webhook 1, was kept.'),
    });
    const jira = fakeJira(before);
    const createdWebhookId = webhookId.parse(1);
    jira.registerWebhooks = () => Promise.resolve([{ createdWebhookId }]);
    const [untrue] = await run(jira, wanted, { replace: true });
    expect(untrue).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('does not list it so'),
    });
    expect(jqlOf(jira)).toEqual([[1, 'old']]);
  });

  test('says what now exists where the old one could not be deleted', async () => {
    const both = 'Webhook 2 is registered, and the old one, webhook 1, is still there.';
    expect(await replacing(inTurn('delete', 'invalid')).verdicts).toEqual([
      { kind: 'refused', messages: ['Jira is invalid.', both] },
    ]);
    expect(await replacing(inTurn('delete', 'rate-limited', 'rate-limited')).verdicts).toEqual([
      { kind: 'refused', messages: ['Jira asks to wait: Jira is rate-limited.', both] },
    ]);
    expect(await replacing(inTurn('delete', 'lost')).verdicts).toEqual([
      {
        kind: 'unknown',
        why: 'Webhook 2 is registered. Webhook 1 is still there: Jira is unreachable.',
      },
    ]);
    expect(await replacing(inTurn('delete', 'lost, done')).verdicts).toEqual([
      { kind: 'replaced', oldId: 1, newId: 2 },
    ]);
  });
});

describe('whatever goes wrong', () => {
  const entriesOf = listedWebhooks.map((webhooks) => readFile(exportFile(webhooks)).registrations);
  const countBy = (keys: string[]) => Map.groupBy(keys, (key) => key);
  const sizes = (jira: FakeJira) => countBy(jira.webhooks.map(keyOf));

  test('where all goes well, applying leaves nothing to do but what only Jira has', async () => {
    await fc.assert(
      fc.asyncProperty(entriesOf, entriesOf, async (before, wanted) => {
        const jira = fakeJira(before);
        await run(jira, wanted, { replace: true });
        const after = plan(fileOf(...wanted), jira.webhooks);
        expect(isNothingToDo({ ...after, extra: [] })).toBe(true);
        const calls = [...jira.calls];
        await run(jira, wanted, { replace: true });
        expect(jira.calls.slice(calls.length)).toEqual(['list']);
      }),
    );
  });

  test('R12: nothing is registered twice, what is said is so, and applying again completes it', async () => {
    await fc.assert(
      fc.asyncProperty(
        entriesOf,
        entriesOf,
        fc.array(fc.constantFrom(...fates), { maxLength: 20 }),
        fc.boolean(),
        async (before, wanted, fateOfCalls, replace) => {
          const jira = fakeJira(before, () => fateOfCalls.shift() ?? 'done');
          const expected = new Map(
            [...countBy(wanted.map(identityOf))].map(([key, all]) => [key, all.length]),
          );
          const atFirst = sizes(jira);
          const expectNoneTwice = () => {
            for (const [key, all] of sizes(jira)) {
              const allowed = Math.max(expected.get(key) ?? 0, atFirst.get(key)?.length ?? 0);
              expect(all.length).toBeLessThanOrEqual(allowed);
            }
          };
          const verdicts = await run(jira, wanted, { replace }).catch((error: unknown) => {
            expect(error).toBeInstanceOf(JiraError);
            return [];
          });
          expectNoneTwice();
          const ids = new Map(jira.webhooks.map((webhook) => [webhook.id, keyOf(webhook)]));
          const told = new Set<number>();
          for (const [index, verdict] of verdicts.entries()) {
            const key = identityOf(wanted[index] ?? entry(''));
            const id =
              'newId' in verdict ? verdict.newId : 'id' in verdict ? verdict.id : undefined;
            if (id === undefined) continue;
            expect(ids.get(id)).toBe(key);
            expect(told.has(id)).toBe(false);
            told.add(id);
            if ('oldId' in verdict) expect(ids.has(verdict.oldId)).toBe(false);
          }
          fateOfCalls.length = 0;
          await jira.listWebhooks();
          await run(jira, wanted, { replace: true });
          expectNoneTwice();
          expect(isNothingToDo({ ...plan(fileOf(...wanted), jira.webhooks), extra: [] })).toBe(
            true,
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});
