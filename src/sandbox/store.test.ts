import { describe, expect, test } from 'vitest';
import { control, createCaller } from './caller.ts';
import type { Clock } from './clock.ts';
import { openSandbox } from './sandbox.ts';
import { memoryStorage, type SandboxStorage } from './storage.ts';
import { unverifiedTexts } from './texts.ts';

const start = Date.UTC(2026, 2, 2, 8, 30);
const clock: Clock = { now: () => start };
const request = {
  url: 'https://hooks.acme.example/jira',
  webhooks: [{ events: ['jira:issue_created'], jqlFilter: 'project = A' }],
};

/** A storage that can be made to fail, or to keep its callers waiting. */
function troubledStorage() {
  const storage = memoryStorage();
  const trouble: { failure: Error | undefined; gate: Promise<void>; steps: number } = {
    failure: undefined,
    gate: Promise.resolve(),
    steps: 0,
  };
  const troubled: SandboxStorage = {
    load: () => storage.load(),
    async apply(changes) {
      await trouble.gate;
      trouble.steps++;
      if (trouble.failure) throw trouble.failure;
      await storage.apply(changes);
    },
  };
  return { storage: troubled, trouble };
}

describe('the kept state', () => {
  test('survives a restart: webhooks, ids, failures, clock and base URL', async () => {
    const storage = memoryStorage();
    const before = await openSandbox({ storage, clock });
    const call = createCaller(before, 'connect', clock);
    await control(before, 'POST', '/clock', { advance: '2d' });
    await control(before, 'PUT', '/app', { baseUrl: 'https://hooks.acme.example' });
    await call({ method: 'POST', body: request });
    await call({ method: 'DELETE', body: { webhookIds: [3, 4] } });
    await call({ method: 'PUT', path: '/refresh', body: { webhookIds: [11] } });

    const after = await openSandbox({ storage, clock });
    const callAfter = createCaller(after, 'connect', clock);
    expect((await callAfter()).body).toEqual((await call()).body);
    expect((await callAfter({ path: '/failed' })).body).toEqual(
      (await call({ path: '/failed' })).body,
    );
    expect((await control(after, 'GET', '')).body).toEqual((await control(before, 'GET', '')).body);
    const again = async (caller: typeof call) =>
      (await caller({ method: 'POST', body: request })).body;
    expect(await again(callAfter)).toEqual(await again(call));
  });

  test('is seeded once: an emptied list stays empty over a restart', async () => {
    const storage = memoryStorage();
    await control(await openSandbox({ storage, clock }), 'POST', '/reset', { scenario: 'empty' });
    const after = createCaller(await openSandbox({ storage, clock }), 'connect', clock);
    expect((await after()).body).toMatchObject({ total: 0 });
  });

  test('that cannot be read says which document is at fault', async () => {
    const storage = memoryStorage();
    await openSandbox({ storage, clock });
    await storage.apply(new Map([['registration/connect/3', '{"id":']]));
    await expect(openSandbox({ storage, clock })).rejects.toThrow('"registration/connect/3"');
  });

  test('is unchanged where the storage fails, and the caller gets a 500', async () => {
    const { storage, trouble } = troubledStorage();
    const errors: unknown[] = [];
    const sandbox = await openSandbox({ storage, clock, onError: (error) => errors.push(error) });
    const call = createCaller(sandbox, 'connect', clock);
    const before = (await call()).body;

    trouble.failure = new Error('disk full');
    for (const write of [
      { method: 'POST', body: request },
      { method: 'DELETE', body: { webhookIds: [3] } },
      { method: 'PUT', path: '/refresh', body: { webhookIds: [3] } },
    ]) {
      expect(await call(write)).toMatchObject({
        status: 500,
        body: { errorMessages: [unverifiedTexts.internalError] },
      });
    }
    expect(errors).toEqual([trouble.failure, trouble.failure, trouble.failure]);
    expect((await call()).body).toEqual(before);

    trouble.failure = undefined;
    expect((await call({ method: 'POST', body: request })).body).toEqual({
      webhookRegistrationResult: [{ createdWebhookId: 113 }],
    });
  });

  test('is shown only once it is stored', async () => {
    const { storage, trouble } = troubledStorage();
    const sandbox = await openSandbox({ storage, clock });
    const call = createCaller(sandbox, 'connect', clock);
    const gate = Promise.withResolvers<void>();
    trouble.gate = gate.promise;
    const writing = call({ method: 'DELETE', body: { webhookIds: [3] } });
    expect((await call()).body).toMatchObject({ total: 37 });
    gate.resolve();
    await writing;
    expect((await call()).body).toMatchObject({ total: 36 });
  });

  test('is not stored again where nothing changes', async () => {
    const { storage, trouble } = troubledStorage();
    const call = createCaller(await openSandbox({ storage, clock }), 'connect', clock);
    const { steps } = trouble;
    await call({ method: 'DELETE', body: { webhookIds: [4711] } });
    expect(trouble.steps).toBe(steps);
  });
});
