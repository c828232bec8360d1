import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { control } from '../caller.ts';
import { memoryStorage } from '../storage.ts';
import { openLaboratory, recordingSend, storageWith, start, url } from './laboratory.ts';

const answer = z.object({
  deliveries: z.array(
    z.object({ id: z.string(), matchedWebhookIds: z.array(z.number()), outcome: z.string() }),
  ),
});
type Laboratory = Awaited<ReturnType<typeof openLaboratory>>;

const fail = async ({ sandbox }: Laboratory, count: number) =>
  answer.parse((await control(sandbox, 'POST', '/failures', { count })).body).deliveries;

describe('a failure at once', () => {
  test('is a real delivery that the built-in receiver refuses, and nobody else gets', async () => {
    const { sent, send } = recordingSend(() => 204);
    const storage = await storageWith([{}, { identity: 'oauth' }]);
    const laboratory = await openLaboratory({ storage, send });
    const deliveries = await fail(laboratory, 1);
    expect(deliveries).toMatchObject([{ matchedWebhookIds: [1], outcome: 'failed' }]);
    const { values } = await laboratory.failed();
    expect(values).toMatchObject([{ id: deliveries[0]?.id, url, failureTime: start }]);
    expect(JSON.parse(values[0]?.body ?? '')).toMatchObject({ matchedWebhookIds: [1] });
    expect(sent).toEqual([]);
    expect(await laboratory.deliveries()).toEqual({ pending: [], delivered: 0, givenUp: 1 });
  });

  test('comes as often as is asked for, over the webhooks of the seed', async () => {
    const laboratory = await openLaboratory({ storage: memoryStorage() });
    const deliveries = await fail(laboratory, 25);
    expect(deliveries).toHaveLength(25);
    expect(new Set(deliveries.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    const summary = (await control(laboratory.sandbox, 'GET', '')).body;
    expect(summary).toMatchObject({ failures: 344 + 25, deliveries: { pending: 0, givenUp: 25 } });
  });

  test.each([
    'project = PAY AND status = "To Do"',
    'project = PAY AND status = "In Progress"',
    'project = PAY AND status = "In review"',
    'project = PAY AND status = Done AND issuetype = Task',
  ])('is found for %s', async (jqlFilter) => {
    const storage = await storageWith([{ events: ['jira:issue_updated'], jqlFilter }]);
    expect(await fail(await openLaboratory({ storage }), 2)).toHaveLength(2);
  });

  test.each([[[]], [[{ identity: 'oauth' as const }]], [[{ jqlFilter: 'project = NOWHERE' }]]])(
    'cannot be where nobody is told: %j',
    async (planted) => {
      const { sandbox } = await openLaboratory({ storage: await storageWith(planted) });
      expect(await control(sandbox, 'POST', '/failures', { count: 1 })).toMatchObject({
        status: 400,
        body: { errorMessages: [expect.stringContaining('register a webhook')] },
      });
    },
  );

  test.each([[{ count: 0 }], [{ count: 501 }], [{ count: 1.5 }], [{}]])(
    '%j is refused',
    async (request) => {
      const { sandbox } = await openLaboratory();
      expect(await control(sandbox, 'POST', '/failures', request)).toMatchObject({ status: 400 });
    },
  );
});

test('what became of a delivery can be asked later', async () => {
  const { send } = recordingSend(() => 503);
  const { sandbox, setOff, move } = await openLaboratory({ send });
  const { deliveries } = await setOff({ name: 'jira:issue_created' });
  const id = deliveries[0]?.id ?? '';
  const fate = async () => (await control(sandbox, 'GET', `/deliveries?id=${id}`)).body;
  expect(await fate()).toMatchObject({ asked: [{ id, outcome: 'pending', attempts: 1 }] });
  await move('2h');
  expect(await fate()).toMatchObject({ asked: [{ id, outcome: 'failed' }] });
});
