import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyRing } from '../connections/key-ring.ts';
import { day, hour } from '../../sandbox/clock.ts';
import { keepFailures } from '../archive/keep-failures.ts';
import type { Connection } from '../connections/connection.ts';
import { testConnection } from '../test-app.ts';
import { createMetrics } from './metrics.ts';
import { measureTokens } from './connection-states.ts';
import { mostTold } from './per-connection.ts';
import { openTestOperations } from './test-operations.ts';

const now = Date.now();
const keys = createKeyRing([randomBytes(32)]);

/** Sites that list one webhook each, which ends a day later than the one before. */
const sites = (count: number): Connection[] =>
  Array.from({ length: count }, (_, index) => ({
    ...testConnection(() => {
      const values = [{ id: 1, events: [], expirationDate: now + (index + 1) * day }];
      return Promise.resolve(Response.json({ values, startAt: 0, isLast: true, total: 1 }));
    }),
    id: `site-${index}`,
    clock: { now: () => now },
  }));

const seriesOf = (samples: ReadonlyMap<string, number>, name: string) =>
  Object.fromEntries([...samples].filter(([series]) => series.startsWith(`${name}{`)));

test('many connections are told of as one, so that their number never is a number of series', async () => {
  const count = mostTold + 1;
  await using operations = await openTestOperations({ connections: sites(count) });
  for (const index of [0, 40, 80]) {
    const path = `/api/connections/site-${index}/rest/api/3/webhook`;
    await (await operations.app.request(path)).text();
  }
  const { database } = operations.store;
  const given = ['a', 'b'].map((id) => ({ id, url: 'https://a', failureTime: now }));
  for (const id of ['site-1', 'site-2']) await keepFailures(database, id, given, now);
  for (const [connection_id, ago] of [
    ['site-1', 90_000],
    ['site-2', 30_000],
  ] as const) {
    const values = { connection_id, cursor: now, read_at: now - ago };
    await database.insertInto('archive_readings').values(values).execute();
  }
  const samples = await operations.samples();
  expect(seriesOf(samples, 'console_webhooks')).toEqual({
    'console_webhooks{connection="*",state="expired"}': 0,
    'console_webhooks{connection="*",state="day"}': 1,
    'console_webhooks{connection="*",state="week"}': 0,
    'console_webhooks{connection="*",state="healthy"}': 2,
    'console_webhooks{connection="*",state="undated"}': 0,
  });
  expect(seriesOf(samples, 'console_next_expiry_seconds')).toEqual({
    'console_next_expiry_seconds{connection="*"}': day / 1000,
  });
  expect(samples.get('console_failures_archived{connection="*"}')).toBe(4);
  // The one that lags most behind.
  expect(samples.get('console_poll_lag_seconds{connection="*"}')).toBe(90);
  expect([...samples.keys()].join()).not.toContain('site-');
});

test('connections are counted by whether they can be used', async () => {
  const [first, second, third, fourth] = sites(4);
  if (!first || !second || !third || !fourth) throw new Error('There are four.');
  await using operations = await openTestOperations({
    connections: [
      first,
      { ...second, isPaused: true },
      { ...third, kind: 'oauth', problem: { kind: 'sign-in-again', reason: 'revoked' } },
      { ...fourth, kind: 'oauth' },
    ],
  });
  const state = (kind: string, name: string) =>
    `console_connections{kind="${kind}",state="${name}"}`;
  expect(seriesOf(await operations.samples(), 'console_connections')).toEqual({
    [state('connect', 'usable')]: 1,
    [state('connect', 'paused')]: 1,
    [state('connect', 'sign-in-again')]: 0,
    [state('connect', 'unusable')]: 0,
    [state('oauth', 'usable')]: 1,
    [state('oauth', 'paused')]: 0,
    [state('oauth', 'sign-in-again')]: 1,
    [state('oauth', 'unusable')]: 0,
  });
});

test('access tokens are counted by state, and the next end is told', async () => {
  await using operations = await openTestOperations({ connections: [] });
  const { database } = operations.store;
  const add = (id: string, expiresAt: number, about: object = {}) => {
    const tokens = JSON.stringify({ accessToken: 'a', refreshToken: 'r', expiresAt });
    return database
      .insertInto('oauth_grants')
      .values({
        id,
        client_id: 'c',
        account_id: id,
        account_name: id,
        problem: null,
        sites: '[]',
        choice_ends_at: 0,
        ...keys.seal(`oauth_grants/${id}`, tokens),
        revision: 1,
        ...about,
      })
      .execute();
  };
  await add('hour', Date.now() + hour);
  await add('two-hours', Date.now() + 2 * hour);
  await add('over', Date.now() - hour);
  await add('revoked', Date.now() + hour, { problem: 'revoked' });
  await add('damaged', Date.now() + hour, { secret: 'x' });
  const metrics = createMetrics();
  await measureTokens(database, keys, metrics);
  const text = await metrics.registry.metrics();
  for (const [state, count] of [
    ['valid', 2],
    ['expiring', 1],
    ['sign-in-again', 1],
    ['unusable', 1],
  ] as const) {
    expect(text).toContain(`console_access_tokens{state="${state}"} ${count}\n`);
  }
  const next = Number(/console_next_token_end_seconds\{kind="oauth"\} (\S+)/.exec(text)?.[1]);
  expect(next).toBeGreaterThan(3500);
  expect(next).toBeLessThanOrEqual(3600);
});
