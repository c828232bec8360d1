import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { control } from '../caller.ts';
import { minute, type Clock } from '../clock.ts';
import { openSandbox } from '../sandbox.ts';
import { memoryStorage } from '../storage.ts';
import { openLaboratory, recordingSend, start } from './laboratory.ts';

/** The seed, and no way out. */
const openSeeded = () => openLaboratory({ storage: memoryStorage() });

describe('a running scenario', () => {
  test('is off by default', async () => {
    const { sandbox, move, deliveries } = await openSeeded();
    expect((await control(sandbox, 'GET', '')).body).toMatchObject({ scenario: null });
    await move('1h');
    expect(await deliveries()).toEqual({ pending: [], delivered: 0, givenUp: 0 });
  });

  test('makes deliveries that arrive, that arrive late and that fail, until it is stopped', async () => {
    const { sandbox, move, deliveries } = await openSeeded();
    const started = await control(sandbox, 'POST', '/scenario', { name: 'ordinary' });
    expect(started.body).toMatchObject({ scenario: { name: 'ordinary', perMinute: 6 } });
    await move('40m');
    const { delivered, givenUp, pending } = await deliveries();
    expect(delivered).toBeGreaterThan(100);
    expect(givenUp).toBeGreaterThan(5);
    expect(pending.length).toBeGreaterThan(0);

    const stopped = await control(sandbox, 'DELETE', '/scenario');
    expect(stopped.body).toMatchObject({ scenario: null });
    await move('2h');
    const after = await deliveries();
    expect(after.pending).toEqual([]);
    await move('1h');
    expect(await deliveries()).toEqual(after);
  });

  test('leaves to its receiver a host that has one', async () => {
    const { sent, send } = recordingSend(() => 200);
    const receivers = new Set(['hooks.acme.example']);
    const { sandbox, move } = await openLaboratory({ storage: memoryStorage(), send, receivers });
    await control(sandbox, 'POST', '/scenario', { name: 'outage' });
    await move('5m');
    const hosts = new Set(sent.map(({ url }) => new URL(url).host));
    expect(hosts).toEqual(receivers);
  });

  test('of an outage fails everywhere', async () => {
    const { sandbox, move, deliveries } = await openSeeded();
    await control(sandbox, 'POST', '/scenario', { name: 'outage', perMinute: 2 });
    await move('90m');
    const { delivered, givenUp } = await deliveries();
    expect(delivered).toBe(0);
    expect(givenUp).toBeGreaterThan(20);
  });

  test('keeps to its rate, however far the clock jumps', async () => {
    const { sandbox, move, deliveries } = await openLaboratory();
    await control(sandbox, 'POST', '/scenario', { name: 'ordinary', perMinute: 30 });
    await move('29d');
    const { delivered } = await deliveries();
    // Two hours of it, of which one event in fourteen is for the only webhook; not 29 days.
    expect(delivered).toBeGreaterThan(200);
    expect(delivered).toBeLessThan(300);
  });

  test('goes on after a restart, without making up for hours', async () => {
    const storage = memoryStorage();
    let now = start;
    const clock: Clock = { now: () => now };
    const first = await openSandbox({ storage, clock });
    await control(first, 'POST', '/scenario', { name: 'ordinary', perMinute: 10 });
    await first.close();
    now += 600 * minute;
    const second = await openSandbox({ storage, clock });
    await control(second, 'POST', '/clock', { advance: '0s' });
    const { body } = await control(second, 'GET', '');
    expect(body).toMatchObject({ scenario: { name: 'ordinary', perMinute: 10 } });
    const { received } = z
      .object({ received: z.array(z.unknown()) })
      .parse((await control(second, 'GET', '/receiver')).body);
    // One at the start, a hundred and fifty after it, and about two deliveries of each.
    expect(received.length).toBeGreaterThan(100);
    expect(received.length).toBeLessThanOrEqual(200);
    await second.close();
  });

  test('ends with a reset', async () => {
    const { sandbox, move, deliveries } = await openSeeded();
    await control(sandbox, 'POST', '/scenario', { name: 'ordinary' });
    await control(sandbox, 'POST', '/reset', {});
    await move('1h');
    expect(await deliveries()).toEqual({ pending: [], delivered: 0, givenUp: 0 });
  });

  test.each([[{}], [{ name: 'quiet' }], [{ name: 'ordinary', perMinute: 31 }]])(
    'is refused as %j',
    async (request) => {
      const { sandbox } = await openSeeded();
      expect(await control(sandbox, 'POST', '/scenario', request)).toMatchObject({ status: 400 });
    },
  );
});
