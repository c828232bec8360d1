import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { control } from '../caller.ts';
import { behaviours } from './receiver.ts';
import { openLaboratory, recordingSend, start, storageWith } from './laboratory.ts';

const created = { name: 'jira:issue_created' };
const received = z.object({
  received: z.array(
    z.object({
      at: z.string(),
      url: z.string(),
      behaviour: z.string(),
      status: z.optional(z.number()),
      headers: z.record(z.string(), z.string()),
      bytes: z.number(),
      body: z.optional(z.string()),
    }),
  ),
});

async function openAt(address: string) {
  const { sent, send } = recordingSend(() => 200);
  const storage = await storageWith([{ url: address }]);
  const laboratory = await openLaboratory({ storage, send });
  const log = async () =>
    received.parse((await control(laboratory.sandbox, 'GET', '/receiver')).body).received;
  return { ...laboratory, sent, log };
}

describe('the built-in receiver', () => {
  test.each([
    ['ok', [204], 'delivered'],
    ['500', [500, 500, 500, 500, 500, 500], 'failed'],
    ['404', [404], 'failed'],
    ['429', [429, 429, 429, 429, 429, 429], 'failed'],
    ['gone', [410], 'failed'],
    ['slow', Array(6).fill(undefined), 'failed'],
    ['hang-up', Array(6).fill(undefined), 'failed'],
    ['flaky', [503, undefined, 204], 'delivered'],
  ])('takes a delivery as %s', async (behaviour, statuses, outcome) => {
    const { setOff, move, log, failed, sent } = await openAt(
      `https://receiver.sandbox.example/${behaviour}/jira?tenant=1`,
    );
    await setOff(created);
    await move('2h');
    const entries = await log();
    expect(entries.map(({ status }) => status)).toEqual(statuses);
    expect((await failed()).values).toHaveLength(outcome === 'failed' ? 1 : 0);
    expect(sent).toEqual([]);
  });

  test('knows as many behaviours as are shown here', () => {
    expect(behaviours).toHaveLength(8);
  });

  test('shows what it received', async () => {
    const { setOff, log, sandbox } = await openAt('https://receiver.sandbox.example/ok');
    const { deliveries } = await setOff(created);
    const [entry] = await log();
    expect(entry).toMatchObject({
      at: new Date(start).toISOString(),
      url: 'https://receiver.sandbox.example/ok',
      behaviour: 'ok',
      status: 204,
      bytes: entry?.body?.length,
    });
    expect(entry?.headers['x-atlassian-webhook-identifier']).toBe(deliveries[0]?.id);
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ matchedWebhookIds: [1] });
    await control(sandbox, 'POST', '/reset', { scenario: 'empty' });
    expect(await log()).toEqual([]);
  });

  test('keeps two hundred, and of long bodies only their length', async () => {
    const { setOff, log } = await openAt('https://receiver.sandbox.example/ok');
    await setOff({ ...created, bytes: 100_000 });
    expect(await log()).toMatchObject([{ bytes: expect.any(Number) }]);
    expect((await log())[0]).not.toHaveProperty('body');
    await setOff({ ...created, times: 250 });
    expect(await log()).toHaveLength(200);
  });

  test('has nothing at other paths', async () => {
    const { setOff, log } = await openAt('https://receiver.sandbox.example/');
    expect((await setOff(created)).deliveries).toMatchObject([{ outcome: 'failed' }]);
    expect(await log()).toEqual([]);
  });
});

test('without a way out, every other host is a connection failure', async () => {
  const laboratory = await openLaboratory();
  expect((await laboratory.setOff(created)).deliveries).toMatchObject([{ outcome: 'pending' }]);
});
