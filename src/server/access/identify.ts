import type { Context } from 'hono';
import { timingSafeEqual } from 'node:crypto';
import { signInHeader } from '../../jira/access.ts';
import type { AppEnvironment } from '../app-environment.ts';
import type { IngestTokens } from '../archive/ingest-tokens.ts';
import { errorAnswer } from '../http/error-answer.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { thisMachine, type Machine, type Person } from './caller.ts';
import type { Cookies } from './cookies.ts';
import type { Identify } from './guard.ts';
import { sha256 } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import type { AccessSettings } from './settings.ts';
import { tokenPrefix, type Tokens } from './tokens.ts';
import { fromTrustedProxy, peerOf } from './trusted-proxy.ts';

export interface IdentifyOptions {
  settings: AccessSettings;
  tokens: Tokens;
  limit: AttemptLimit;
  ingestTokens: IngestTokens;
  metricsToken: string | undefined;
  /** Where people sign in here, and not in front of it. */
  session: { sessions: Sessions; cookies: Cookies } | undefined;
}

/** By the token that is shown, else by how people come in. */
export function identifyBy(options: IdentifyOptions): Identify {
  const { settings, session } = options;
  return async (context) => {
    const token = shownToken(context, settings);
    if (token !== undefined) return identifyMachine(context, token, options);
    switch (settings.kind) {
      case 'none':
        return thisMachine;
      case 'proxy':
        return fromTrustedProxy(context, settings);
      case 'oidc':
        return session && identifyBySession(context, session);
    }
  };
}

/** On a console that is open, whatever else clients send along counts for as little as it ever did. */
function shownToken(
  context: Context<AppEnvironment>,
  { kind }: AccessSettings,
): string | undefined {
  const [, token] = /^Bearer +(.*)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return kind === 'none' && !token?.startsWith(tokenPrefix) ? undefined : token;
}

async function identifyBySession(
  context: Context<AppEnvironment>,
  { sessions, cookies }: NonNullable<IdentifyOptions['session']>,
): Promise<Person | undefined> {
  const id = cookies.session(context);
  const found = id === undefined ? undefined : await sessions.find(id);
  return found && { kind: 'person', signIn: 'oidc', ...found };
}

async function identifyMachine(
  context: Context<AppEnvironment>,
  token: string,
  { tokens, limit, ingestTokens, metricsToken }: IdentifyOptions,
): Promise<Machine | Response> {
  const peer = peerOf(context);
  const wait = limit.waitFor(peer);
  if (wait > 0) {
    return errorAnswer(
      context,
      429,
      'Too many wrong tokens came from this address. Wait a minute.',
      {
        'retry-after': String(Math.ceil(wait / 1000)),
      },
    );
  }
  const found = await tokens.find(token);
  if (found) {
    const { name, scope, connection } = found;
    return { kind: 'machine', name, scope, connectionId: connection ?? undefined };
  }
  const connectionId = ingestConnection(token, ingestTokens);
  if (connectionId !== undefined) {
    return { kind: 'machine', name: 'INGEST_TOKENS', scope: 'failures:write', connectionId };
  }
  if (metricsToken !== undefined && isSame(token, metricsToken)) {
    return { kind: 'machine', name: 'METRICS_TOKEN', scope: 'metrics', connectionId: undefined };
  }
  limit.failed(peer);
  return errorAnswer(context, 401, 'The console does not know this token, or no longer.', {
    [signInHeader]: '/access/sign-in',
    'www-authenticate': 'Bearer error="invalid_token"',
  });
}

/** All are compared, each in the same time wherever it differs. */
function ingestConnection(shown: string, tokens: IngestTokens): string | undefined {
  const [found] = [...tokens].filter(([, token]) => isSame(shown, token));
  return found?.[0];
}

/** In the same time wherever they differ, and however long they are. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));
}
