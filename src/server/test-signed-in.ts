/**
 * Where `SIGNED_IN` is set, the tests' apps ask for a log-in, and all that is sent to them comes from somebody
 * who went through it: what holds for an open console has to hold for a guarded one. For tests.
 */
import { Kysely, SqliteDialect } from 'kysely';
import { systemClock } from '../sandbox/clock.ts';
import { openAccessBy } from './access/access.ts';
import { sessionsIn } from './access/sessions.ts';
import { readAccessSettings } from './access/settings.ts';
import { createApp, type AppOptions } from './app.ts';
import { migrate } from './store/migrations.ts';
import { openSqlite, sqliteTypes } from './store/sqlite.ts';
import type { Tables } from './store/tables.ts';

export const isSignedIn = process.env['SIGNED_IN'] !== undefined;

const settings = readAccessSettings(
  {
    PUBLIC_URL: 'http://localhost',
    OIDC_ISSUER: 'https://provider.test',
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'never asked for',
  },
  '127.0.0.1',
);

const signedIn = isSignedIn ? await signIn() : undefined;

async function signIn() {
  const database = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: openSqlite(':memory:') }),
  });
  await migrate(database, sqliteTypes);
  const session = await sessionsIn(database, systemClock).open({ name: 'Robin', role: 'admin' });
  return { database, cookie: `session=${session}` };
}

export function createTestApp(options: AppOptions): ReturnType<typeof createApp> {
  if (!signedIn || options.access) return createApp(options);
  const { database, cookie } = signedIn;
  const access = openAccessBy({
    settings,
    database,
    clock: systemClock,
    logger: options.logger,
    ingestTokens: options.archive?.tokens ?? new Map(),
    metricsToken: undefined,
  });
  const app = createApp({ ...options, access, loopbackOnly: false });
  const { fetch } = app;
  app.fetch = (request, ...rest) => {
    const own = request.headers.get('cookie');
    request.headers.set('cookie', own === null ? cookie : `${cookie}; ${own}`);
    return fetch(request, ...rest);
  };
  return app;
}
