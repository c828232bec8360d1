import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ListedWebhook } from '../../jira/client.ts';
import { JiraError, type JiraErrorKind } from '../../jira/errors.ts';
import { webhookId, type WebhookId } from '../../jira/wire.ts';
import { createOperations, undoMs, type OperationTarget } from './operations.ts';

const now = 1_700_000_000_000;
const lifetime = 30 * 86_400_000;

const listed = (id: number, expirationDate = now): ListedWebhook => ({
  id: webhookId.parse(id),
  events: [],
  jqlFilter: '',
  json: {},
  expirationDate,
});
const failed = (kind: JiraErrorKind, retryAfterMs?: number) =>
  new JiraError({
    kind,
    messages: [`It was ${kind}.`],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

/** A Jira that takes a second for a write, with what it was asked; its list is read at once. */
function jiraWith(count: number, connectionId = 'a') {
  const webhooks = new Map<WebhookId, ListedWebhook>();
  for (let id = 1; id <= count; id++) webhooks.set(webhookId.parse(id), listed(id));
  const before = [...webhooks.values()];
  const asked: { action: 'refresh' | 'delete'; ids: number[] }[] = [];
  const faults = {
    /** One a write: an error, `lost` where the write takes effect all the same. */
    writes: [] as ({ error: Error; lost?: boolean } | undefined)[],
    /** One a reading. */
    lists: [] as (Error | undefined)[],
  };
  async function write(action: 'refresh' | 'delete', ids: readonly WebhookId[]) {
    asked.push({ action, ids: [...ids] });
    const fault = faults.writes.shift();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if (fault === undefined || fault.lost) {
      for (const id of ids) {
        if (action === 'delete') webhooks.delete(id);
        else if (webhooks.has(id)) webhooks.set(id, listed(id, Date.now() + lifetime));
      }
    }
    if (fault) throw fault.error;
    return Date.now() + lifetime;
  }
  const target: OperationTarget = {
    connectionId,
    jira: {
      refreshWebhooks: (ids) => write('refresh', ids),
      deleteWebhooks: async (ids) => void (await write('delete', ids)),
    },
    async readList() {
      const fault = faults.lists.shift();
      if (fault) throw fault;
      return [...webhooks.values()];
    },
  };
  return { target, webhooks, before, asked, faults };
}

function setting(count = 3) {
  const operations = createOperations();
  const phases = () => operations.snapshot().map(({ phase }) => phase.name);
  const verdicts = () =>
    operations
      .snapshot()
      .map(({ phase }) =>
        phase.name === 'done' ? [...phase.verdicts].map(([id, { kind }]) => `${id} ${kind}`) : [],
      );
  const lastId = () => operations.snapshot().at(-1)?.id ?? 0;
  return { ...jiraWith(count), operations, phases, verdicts, lastId };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers({ now });
  return () => vi.useRealTimers();
});

describe('a refresh', () => {
  test('is sent at once, verified by the list, and ends with a verdict on each', async () => {
    const { operations, target, before, asked, phases, verdicts, webhooks } = setting();
    webhooks.delete(webhookId.parse(2));
    operations.refresh(target, before);
    expect(phases()).toEqual(['sending']);
    expect(asked).toEqual([{ action: 'refresh', ids: [1, 2, 3] }]);
    await pass(1000);
    expect(phases()).toEqual(['done']);
    expect(verdicts()).toEqual([['1 renewed', '2 gone', '3 renewed']]);
  });

  test('tells those who listen of each of its phases, and those who left of none', async () => {
    const { operations, target, before, phases } = setting(60);
    const seen: string[] = [];
    const left = vi.fn<() => void>();
    operations.subscribe(() => seen.push(...phases()));
    operations.subscribe(left)();
    operations.refresh(target, before);
    await pass(2000);
    expect([...new Set(seen)]).toEqual(['sending', 'verifying', 'done']);
    expect(left).not.toHaveBeenCalled();
  });

  test('of nothing does nothing', () => {
    const { operations, target, asked } = setting();
    operations.refresh(target, []);
    operations.delete(target, []);
    expect(operations.snapshot()).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('a deletion', () => {
  test('is sent once its time of undo has passed, not before', async () => {
    const { operations, target, before, asked, phases, verdicts } = setting();
    operations.delete(target, before);
    await pass(undoMs - 1);
    expect(phases()).toEqual(['undoable']);
    expect(asked).toEqual([]);
    await pass(1);
    expect(phases()).toEqual(['sending']);
    await pass(1000);
    expect(asked).toEqual([{ action: 'delete', ids: [1, 2, 3] }]);
    expect(verdicts()).toEqual([['1 deleted', '2 deleted', '3 deleted']]);
  });

  test('taken back sends nothing, and leaves no trace', async () => {
    const { operations, target, before, asked, lastId } = setting();
    operations.delete(target, before);
    await pass(undoMs - 1);
    operations.undo(lastId());
    expect(operations.snapshot()).toEqual([]);
    await pass(60_000);
    expect(asked).toEqual([]);
    expect(operations.snapshot()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('can be sent at once, and is sent once', async () => {
    const { operations, target, before, asked, lastId, verdicts } = setting(1);
    operations.delete(target, before);
    operations.sendNow(lastId());
    operations.sendNow(lastId());
    await pass(60_000);
    expect(asked).toHaveLength(1);
    expect(verdicts()).toEqual([['1 deleted']]);
  });

  test('taken back in the same moment in which it was to be sent is taken back', async () => {
    const { operations, target, before, asked, lastId } = setting(1);
    operations.delete(target, before);
    operations.sendNow(lastId());
    operations.undo(lastId());
    await pass(60_000);
    expect(asked).toEqual([]);
  });

  test('cannot be taken back once it is sent', async () => {
    const { operations, target, before, lastId, phases } = setting(1);
    operations.delete(target, before);
    await pass(undoMs);
    operations.undo(lastId());
    expect(phases()).toEqual(['sending']);
    await pass(1000);
    operations.undo(lastId());
    expect(phases()).toEqual(['done']);
  });
});

describe('R12: an effect happens once', () => {
  test('a double click, and a hundred at once, send one request', async () => {
    const { operations, target, before, asked } = setting();
    for (let click = 0; click < 100; click++) operations.refresh(target, before);
    await pass(60_000);
    expect(asked).toEqual([{ action: 'refresh', ids: [1, 2, 3] }]);
    expect(operations.snapshot()).toHaveLength(1);
  });

  test('what is under way is left out of a further act, the rest goes', async () => {
    const { operations, target, before, asked } = setting();
    const [first, second, third] = before;
    if (!first || !second || !third) throw new Error('Expected three webhooks');
    operations.delete(target, [first]);
    operations.refresh(target, [second]);
    operations.delete(target, before);
    expect(operations.snapshot().map(({ webhooks }) => webhooks)).toEqual([
      [first],
      [second],
      [third],
    ]);
    await pass(60_000);
    expect(asked.map(({ action, ids }) => `${action} ${ids.join()}`).toSorted()).toEqual([
      'delete 1',
      'delete 3',
      'refresh 2',
    ]);
  });

  test('a lost answer is not sent again: the list tells that it took effect', async () => {
    const { operations, target, before, asked, faults, verdicts } = setting(2);
    const [first, second] = before;
    if (!first || !second) throw new Error('Expected two webhooks');
    const lost = { error: failed('timeout'), lost: true };
    faults.writes = [lost, lost];
    operations.refresh(target, [first]);
    operations.delete(target, [second]);
    await pass(60_000);
    expect(asked).toHaveLength(2);
    expect(verdicts()).toEqual([['1 renewed'], ['2 deleted']]);
  });

  test('the same id on another connection is another webhook', async () => {
    const { operations, target, before, asked } = setting(1);
    const other = jiraWith(1, 'b');
    operations.refresh(target, before);
    operations.refresh(other.target, other.before);
    await pass(1000);
    expect(asked).toHaveLength(1);
    expect(other.asked).toHaveLength(1);
    operations.refresh(target, before);
    // Its verdict stays: the newer act on the other connection says nothing of it.
    expect(
      operations.snapshot().map(({ connectionId, phase }) => `${connectionId} ${phase.name}`),
    ).toEqual(['b done', 'a sending']);
    await pass(1000);
  });
});

describe('R11: too many requests', () => {
  test('is waited for with the moment in view, and sent once more', async () => {
    const { operations, target, before, asked, faults, verdicts } = setting(1);
    faults.writes = [{ error: failed('rate-limited', 7000) }];
    operations.refresh(target, before);
    await pass(1000);
    expect(operations.snapshot()[0]?.phase).toMatchObject({
      name: 'sending',
      waitUntil: now + 8000,
    });
    await pass(6999);
    expect(asked).toHaveLength(1);
    await pass(1001);
    expect(asked).toHaveLength(2);
    expect(verdicts()).toEqual([['1 renewed']]);
  });
});

describe('stop', () => {
  test('sends no further batch, and verifies what was sent', async () => {
    const { operations, target, before, asked, lastId } = setting(120);
    operations.refresh(target, before);
    await pass(1000);
    operations.stop(lastId());
    expect(operations.snapshot()[0]?.phase).toMatchObject({ done: 50, stopping: true });
    await pass(60_000);
    expect(asked).toHaveLength(2);
    const phase = operations.snapshot()[0]?.phase;
    if (phase?.name !== 'done') throw new Error('Expected the act to be done');
    const counts = Map.groupBy(phase.verdicts.values(), ({ kind }) => kind);
    expect(counts.get('renewed')).toHaveLength(100);
    expect(counts.get('not-sent')).toHaveLength(20);
  });

  test('works for a deletion too, whose time of undo has passed', async () => {
    const { operations, target, before, asked, lastId } = setting(120);
    operations.delete(target, before);
    operations.stop(lastId());
    await pass(undoMs);
    expect(asked).toHaveLength(1);
    operations.stop(lastId());
    await pass(60_000);
    expect(asked).toHaveLength(1);
  });

  test('ends a wait at once', async () => {
    const { operations, target, before, asked, faults, lastId, verdicts } = setting(1);
    faults.writes = [{ error: failed('rate-limited', 60_000) }];
    operations.refresh(target, before);
    await pass(1000);
    operations.stop(lastId());
    await pass(0);
    expect(verdicts()).toEqual([['1 not-sent']]);
    expect(asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a list that cannot be read', () => {
  test('leaves the verdict open, until one looks again', async () => {
    const { operations, target, before, asked, faults, lastId, verdicts, phases } = setting(1);
    faults.lists = [failed('unavailable'), new TypeError('x is undefined')];
    operations.refresh(target, before);
    await pass(1000);
    const verdict = () => {
      const phase = operations.snapshot()[0]?.phase;
      return phase?.name === 'done' ? phase.verdicts.get(webhookId.parse(1)) : undefined;
    };
    const because = (reason: string) => ({
      kind: 'unknown',
      because: `The list could not be read again: ${reason}`,
    });
    expect(verdict()).toEqual(because('It was unavailable.'));
    operations.lookAgain(lastId());
    await pass(0);
    expect(verdict()).toEqual(because('the console failed'));
    operations.lookAgain(lastId());
    operations.lookAgain(lastId());
    expect(phases()).toEqual(['verifying']);
    await pass(0);
    expect(verdicts()).toEqual([['1 renewed']]);
    expect(asked).toHaveLength(1);
  });

  test('says what was refused, since nothing happened', async () => {
    const { operations, target, before, faults, verdicts } = setting(1);
    faults.writes = [{ error: failed('forbidden') }];
    faults.lists = [failed('forbidden')];
    operations.refresh(target, before);
    await pass(1000);
    expect(verdicts()).toEqual([['1 refused']]);
  });
});

describe('an ended act', () => {
  test('goes when it is dismissed, and not before it has ended', async () => {
    const { operations, target, before, phases, lastId } = setting(1);
    operations.delete(target, before);
    operations.dismiss(lastId());
    expect(phases()).toEqual(['undoable']);
    await pass(undoMs);
    operations.dismiss(lastId());
    expect(phases()).toEqual(['sending']);
    await pass(1000);
    operations.dismiss(lastId());
    expect(phases()).toEqual([]);
  });

  test('gives way to a newer one on all that it spoke of', async () => {
    const { operations, target, before, verdicts } = setting(3);
    const [first, second] = before;
    if (!first || !second) throw new Error('Expected two webhooks');
    operations.refresh(target, [first]);
    operations.refresh(target, [second]);
    await pass(1000);
    operations.refresh(target, [first]);
    await pass(1000);
    expect(verdicts()).toEqual([['2 renewed'], ['1 renewed']]);
    operations.refresh(target, before);
    await pass(1000);
    expect(verdicts()).toEqual([['1 renewed', '2 renewed', '3 renewed']]);
  });

  test('what is asked of no act does nothing', () => {
    const { operations } = setting();
    for (const ask of ['undo', 'sendNow', 'stop', 'lookAgain', 'dismiss'] as const) {
      operations[ask](99);
    }
    expect(operations.snapshot()).toEqual([]);
  });
});
