import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Me } from '../../jira/access.ts';
import type { Clock } from '../../sandbox/clock.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { IngestTokens } from '../archive/ingest-tokens.ts';
import type { Logger } from '../log.ts';
import type { Tables } from '../store/tables.ts';
import { attemptLimit } from './attempt-limit.ts';
import { thisMachine } from './caller.ts';
import { cookiesFor } from './cookies.ts';
import type { Identify } from './guard.ts';
import { identifyBy } from './identify.ts';
import { pageStyle, plainPage } from './page.ts';
import { openProvider } from './provider.ts';
import { sessionsIn } from './sessions.ts';
import type { AccessSettings } from './settings.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { tokensIn } from './tokens.ts';

export interface AccessOptions {
  settings: AccessSettings;
  database: Kysely<Tables>;
  clock: Clock;
  logger: Logger;
  ingestTokens: IngestTokens;
  metricsToken: string | undefined;
}

export interface Access {
  kind: AccessSettings['kind'];
  /** Where browsers reach the console; undefined where it is open to this machine alone. */
  publicUrl: URL | undefined;
  identify: Identify;
  routes: (hasConnection: (id: string) => Promise<boolean>) => Hono<AppEnvironment>;
}

/** Open to whoever reaches it, and without a store to keep tokens in. */
export const openAccess: Access = {
  kind: 'none',
  publicUrl: undefined,
  identify: () => Promise.resolve(thisMachine),
  routes: ownRoutes,
};

/** Who may use the console, and as what. */
export function openAccessBy(options: AccessOptions): Access {
  const { settings, database, clock, logger, ingestTokens, metricsToken } = options;
  const tokens = tokensIn(database, clock);
  const sessions = sessionsIn(database, clock);
  const session =
    settings.kind === 'oidc' ? { sessions, cookies: cookiesFor(settings.publicUrl) } : undefined;
  return {
    kind: settings.kind,
    publicUrl: settings.kind === 'none' ? undefined : settings.publicUrl,
    identify: identifyBy({
      settings,
      tokens,
      ingestTokens,
      metricsToken,
      session,
      limit: attemptLimit(clock),
    }),
    routes(hasConnection) {
      const app = ownRoutes().route('/', tokenRoutes(tokens, hasConnection));
      if (settings.kind !== 'oidc' || !session) return app;
      const provider = openProvider(settings);
      const { publicUrl } = settings;
      return app.route('/', signInRoutes({ ...session, provider, publicUrl, logger }));
    },
  };
}

function ownRoutes() {
  const app = new Hono<AppEnvironment>();
  app.get('/api/me', (context) => {
    const { name, role, signIn }: Me = personOf(context.get('caller'));
    return context.json({ name, role, signIn } satisfies Me);
  });
  app.get('/access/signed-out', (context) =>
    plainPage(context, 200, {
      title: 'You are signed out',
      sentences: [
        'Nobody can use the console from this browser until somebody signs in.',
        'The provider you signed in with may still know you: on a shared machine, sign out there too.',
      ],
      link: { href: '/access/sign-in', text: 'Sign in' },
    }),
  );
  app.get('/access/page.css', (context) =>
    context.body(pageStyle, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  return app;
}

/** The table lets nobody but people ask. */
function personOf(caller: AppEnvironment['Variables']['caller']): Me {
  if (caller?.kind === 'person') return caller;
  throw new Error('No person asks.');
}
