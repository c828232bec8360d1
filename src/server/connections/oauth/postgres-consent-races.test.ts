import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Tables } from '../../store/tables.ts';
import { removeConnection } from '../changes.ts';
import { openTestConnections } from '../test-connections.ts';
import { createAtlassian } from './atlassian.ts';
import { choose } from './choices.ts';
import { connectSites } from './connect-sites.ts';
import { createGrants } from './grants.ts';
import { choiceMs, keepConsent } from './keep-consent.ts';
import { consentLeadsTo, signIn } from './sign-in.ts';
import { forgetUnused } from './unused-grants.ts';

const borealis = { id: 'b', name: 'Borealis', url: 'https://borealis.example' };

/** Lets another console's step go on to its end once ours waits for what it has locked. */
async function untilOneWaits(database: Kysely<Tables>) {
  const waiting = sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await expect
    .poll(async () => (await waiting.execute(database)).rows[0]?.count, { interval: 5 })
    .toBe(1);
}

const orphans = (database: Kysely<Tables>) =>
  database
    .selectFrom('connections')
    .select('id')
    .where('grant_id', 'not in', ({ selectFrom }) => selectFrom('oauth_grants').select('id'))
    .execute();

test('a consent that is kept while its last connection is removed stays', async () => {
  await using console = await openTestConnections();
  const { database } = console;
  const [id = ''] = await signIn(console);
  const grant = await database
    .selectFrom('oauth_grants')
    .select(['id', 'account_name'])
    .executeTakeFirstOrThrow();
  const locked = Promise.withResolvers<void>();
  const consent = database.transaction().execute(async (transaction) => {
    await transaction.updateTable('oauth_grants').set({ problem: null }).execute();
    locked.resolve();
    await untilOneWaits(database);
    await connectSites(transaction, grant, [borealis], Date.now());
  });
  await locked.promise;
  await Promise.all([removeConnection(database, id, Date.now()), consent]);
  expect(await orphans(database)).toEqual([]);
  const left = await database.selectFrom('connections').select('cloud_id').execute();
  expect(left).toEqual([{ cloud_id: borealis.id }]);
});

test('a choice that is declined in the moment of choosing connects nothing', async () => {
  await using console = await openTestConnections();
  const { database } = console;
  const [id = ''] = await signIn(console);
  await console.send('DELETE', `/api/connections/${id}`);
  const to = await consentLeadsTo(console, { site: 'sandbox-borealis' });
  const grantId = to.get('choose') ?? '';
  const offered = await database.selectFrom('oauth_grants').select('sites').execute();
  const [site] = JSON.parse(offered[0]?.sites ?? '[]') as { id: string }[];
  const deleted = Promise.withResolvers<void>();
  const declined = database.transaction().execute(async (transaction) => {
    await transaction.updateTable('oauth_grants').set({ choice_ends_at: 0 }).execute();
    await forgetUnused(transaction, Date.now());
    deleted.resolve();
    await untilOneWaits(database);
  });
  await deleted.promise;
  const [connected] = await Promise.all([
    choose(database, grantId, [site?.id ?? ''], Date.now()),
    declined,
  ]);
  expect(connected).toBeUndefined();
  expect(await orphans(database)).toEqual([]);
});

test('two first consents of one user at once are one', async () => {
  await using console = await openTestConnections();
  const { database, keys } = console;
  const consented = {
    clientId: 'app',
    user: { account_id: 'sam', name: 'Sam' },
    sites: [{ ...borealis, scopes: [] }],
    tokens: { accessToken: 'a', refreshToken: 'r', expiresAt: Date.now() },
    again: undefined,
  };
  const inserted = Promise.withResolvers<void>();
  const other = database.transaction().execute(async (transaction) => {
    const row = { id: 'other', client_id: 'app', account_id: 'sam', account_name: 'Sam' };
    const sealed = keys.seal('oauth_grants/other', '{}');
    const choice = { sites: '[]', choice_ends_at: Date.now() + choiceMs };
    await transaction
      .insertInto('oauth_grants')
      .values({ ...row, ...sealed, ...choice, problem: null, revision: 1 })
      .execute();
    inserted.resolve();
    await untilOneWaits(database);
  });
  await inserted.promise;
  const [kept] = await Promise.all([keepConsent(database, keys, consented, Date.now()), other]);
  expect(kept).toMatchObject({ kind: 'connected', grantId: 'other' });
});

test('renewals that Atlassian lets hang leave the store to all else', async () => {
  await using console = await openTestConnections();
  const { database, keys, url } = console;
  const ids = Array.from({ length: 20 }, (_, index) => `grant-${index}`);
  const text = JSON.stringify({ accessToken: 'a', refreshToken: 'r', expiresAt: 0 });
  const rows = ids.map((id) => ({
    id,
    client_id: 'c',
    account_id: id,
    account_name: id,
    problem: null,
    ...keys.seal(`oauth_grants/${id}`, text),
    sites: '[]',
    choice_ends_at: Date.now() + choiceMs,
    revision: 1,
  }));
  await database.insertInto('oauth_grants').values(rows).execute();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const settings = { clientId: 'c', clientSecret: 's', authUrl: url, apiUrl: url };
  const grants = createGrants({
    database,
    keys,
    atlassian: {
      ...createAtlassian(settings, () => Promise.reject(new Error('must not be called'))),
      async refresh() {
        asked.resolve();
        await answered.promise;
        return { accessToken: 'b', refreshToken: 'q', expiresAt: Date.now() + 3_600_000 };
      },
    },
    isShared: true,
    onEnded: () => Promise.reject(new Error('must not be called')),
  });
  const renewed = Promise.all(ids.map((id) => grants.accessToken(id)));
  await asked.promise;
  await expect(database.selectFrom('connections').select('id').execute()).resolves.toEqual([]);
  answered.resolve();
  expect(new Set(await renewed)).toEqual(new Set(['b']));
});
