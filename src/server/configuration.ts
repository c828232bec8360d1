/** The environment, read once and parsed: inside, the values are trusted. */
import * as z from 'zod/mini';
import type { OauthSettings } from './connections/oauth/atlassian.ts';
import { readKey } from './connections/key-ring.ts';
import { hostOf } from './outbound/destination.ts';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (name: string, least: number, most: number, fallback: number) => {
  const expected = `${name} must be a whole number from ${least} to ${most}.`;
  return z._default(
    z.pipe(
      z.string().check(z.regex(/^\d{1,9}$/, expected)),
      z.pipe(z.transform(Number), z.number().check(z.gte(least, expected), z.lte(most, expected))),
    ),
    fallback,
  );
};

const oneOf = <const Values extends readonly [string, ...string[]]>(
  name: string,
  values: Values,
  fallback: Values[number],
) => z._default(z.enum(values, `${name} must be one of: ${values.join(', ')}.`), fallback);

/** `host=port`, joined by commas: where the sandbox brings what is sent to an https host. */
const receivers = z.pipe(
  z.string(),
  z.transform((text, context): ReadonlyMap<string, number> => {
    const parts = text.split(',').map((part) => /^([\w.-]+)=(\d{1,5})$/.exec(part.trim()));
    const ports = new Map(
      parts.map((found) => [found?.[1]?.toLowerCase() ?? '', Number(found?.[2])]),
    );
    if ([...ports.values()].every((port) => port > 0 && port < 65_536)) return ports;
    context.issues.push({
      code: 'custom',
      message:
        'SANDBOX_RECEIVERS must be host names and ports of this machine, such as hooks.acme.example=8080,relay.acme.example=9090.',
      input: text,
    });
    return z.NEVER;
  }),
);

/** `host,host`: the part of an address between `//` and a port or a path, in the URL parser's spelling. */
const hosts = (name: string) =>
  z.pipe(
    z.string(),
    z.transform((text, context): ReadonlySet<string> => {
      const names = text.split(',').map((part) => part.trim().toLowerCase());
      const urls = names.map((name) => URL.parse(`https://${name}`));
      const found = urls.filter((url, index) => url?.hostname === names[index]);
      if (found.length === names.length)
        return new Set(found.flatMap((url) => (url ? [hostOf(url)] : [])));
      context.issues.push({
        code: 'custom',
        message: `${name} must be host names without ports, such as hooks.acme.internal,relay.acme.internal.`,
        input: text,
      });
      return z.NEVER;
    }),
  );

/** Secrets go there: over TLS, or to this machine. */
const baseAddress = (name: string) =>
  z
    .string()
    .check(
      z.regex(
        /^(?:https:\/\/[\w.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d+)?(?:\/[\w.-]+)*$/,
        `${name} must be an https address without a last slash, or an http one of this machine.`,
      ),
    );

const credentialsKey = (name: string) =>
  z.optional(
    z.pipe(
      z.string(),
      z.transform((text, context): Buffer => {
        const key = readKey(text);
        if (key) return key;
        const message = `${name} must be 32 random bytes in base64: openssl rand -base64 32 makes one.`;
        context.issues.push({ code: 'custom', message, input: undefined });
        return z.NEVER;
      }),
    ),
  );

/** `sandbox=…,sandbox-oauth=…`: no spaces or commas in a token, and none so short that it can be guessed. */
const tokensText = /^[\w.-]+=[\w~+/.=-]{16,}(?:,[\w.-]+=[\w~+/.=-]{16,})*$/;
const tokens = z._default(
  z.pipe(
    z
      .string()
      .check(
        z.regex(
          tokensText,
          'INGEST_TOKENS must be like connection=token,other=token, each token of 16 or more letters, digits or -._~+/=.',
        ),
      ),
    z.transform(
      (text): ReadonlyMap<string, string> =>
        new Map(
          text.split(',').map((entry) => {
            const equals = entry.indexOf('=');
            return [entry.slice(0, equals), entry.slice(equals + 1)];
          }),
        ),
    ),
  ),
  new Map<string, string>(),
);

const environmentSchema = z.object({
  HOST: z._default(
    z.string().check(z.regex(/^[\w.:-]+$/, 'HOST must be a host name or an IP address, no port.')),
    '127.0.0.1',
  ),
  PORT: wholeNumber('PORT', 0, 65_535, 3000),
  DATA_DIR: z._default(
    z.string().check(z.regex(/^[^\0]+$/, 'DATA_DIR must be the path of a folder.')),
    '.data',
  ),
  SANDBOX: oneOf('SANDBOX', ['on', 'off'], 'on'),
  SANDBOX_RECEIVERS: z._default(receivers, new Map()),
  UPSTREAM_TIMEOUT_MS: wholeNumber('UPSTREAM_TIMEOUT_MS', 100, 600_000, 30_000),
  POLL_INTERVAL_MS: wholeNumber('POLL_INTERVAL_MS', 0, 86_400_000, 60_000),
  ARCHIVE_DAYS: wholeNumber('ARCHIVE_DAYS', 1, 3650, 90),
  INGEST_TOKENS: tokens,
  METRICS_TOKEN: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[\w~+/.=-]{16,}$/,
          'METRICS_TOKEN must be of 16 or more letters, digits or -._~+/=.',
        ),
      ),
  ),
  RESEND_HOSTS: z._default(hosts('RESEND_HOSTS'), new Set()),
  PRIVATE_SITES: z._default(hosts('PRIVATE_SITES'), new Set()),
  CREDENTIALS_KEY: credentialsKey('CREDENTIALS_KEY'),
  CREDENTIALS_KEY_OLD: credentialsKey('CREDENTIALS_KEY_OLD'),
  OAUTH_CLIENT_ID: z.optional(z.string()),
  OAUTH_CLIENT_SECRET: z.optional(z.string()),
  ATLASSIAN_AUTH_URL: z._default(baseAddress('ATLASSIAN_AUTH_URL'), 'https://auth.atlassian.com'),
  ATLASSIAN_API_URL: z._default(baseAddress('ATLASSIAN_API_URL'), 'https://api.atlassian.com'),
  LOG_LEVEL: oneOf(
    'LOG_LEVEL',
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'info',
  ),
  DATABASE_URL: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^postgres(?:ql)?:\/\/\S+$/,
          'DATABASE_URL must be the address of a PostgreSQL: postgres://user:password@host:port/database.',
        ),
      ),
  ),
});

export interface Configuration {
  host: string;
  /** 0 stands for any free port. */
  port: number;
  dataDirectory: string;
  sandbox: boolean;
  /** The local ports behind https hosts that the sandbox delivers to. */
  sandboxReceivers: ReadonlyMap<string, number>;
  upstreamTimeoutMs: number;
  /** How often failed deliveries are read; 0 stands for never. */
  pollIntervalMs: number;
  /** How long they are kept. */
  archiveDays: number;
  /** By connection: what a program must show to hand in failures. */
  ingestTokens: ReadonlyMap<string, string>;
  /** What a program must show to read the metrics. */
  metricsToken: string | undefined;
  /** Hosts that bodies may be sent to again though they are private, and over http. */
  resendHosts: ReadonlySet<string>;
  /** Hosts that a site may have though they are private, and may be spoken to over http. */
  privateSites: ReadonlySet<string>;
  /** What secrets in the store are encrypted with; undefined for a key in the data folder. */
  credentialsKey: Buffer | undefined;
  /** What they were encrypted with before. */
  credentialsKeyOld: Buffer | undefined;
  /** The OAuth app, and where Atlassian is; undefined where none is set up. */
  oauth: OauthSettings | undefined;
  logLevel: string;
  /** The PostgreSQL that the store is in; a file in the data directory where it is undefined. */
  databaseUrl: string | undefined;
}

/** Throws {@link StartError} naming the variable and what is expected, and never the value. */
export function readConfiguration(environment: Environment): Configuration {
  // Set and empty means not set: that is how a compose file leaves a variable out.
  const given = Object.keys(environmentSchema.shape).flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    throw new StartError(parsed.error.issues[0]?.message ?? 'The environment can’t be read.');
  }
  return {
    host: parsed.data.HOST,
    port: parsed.data.PORT,
    dataDirectory: parsed.data.DATA_DIR,
    sandbox: parsed.data.SANDBOX === 'on',
    sandboxReceivers: parsed.data.SANDBOX_RECEIVERS,
    upstreamTimeoutMs: parsed.data.UPSTREAM_TIMEOUT_MS,
    pollIntervalMs: parsed.data.POLL_INTERVAL_MS,
    archiveDays: parsed.data.ARCHIVE_DAYS,
    ingestTokens: parsed.data.INGEST_TOKENS,
    metricsToken: parsed.data.METRICS_TOKEN,
    resendHosts: parsed.data.RESEND_HOSTS,
    privateSites: parsed.data.PRIVATE_SITES,
    credentialsKey: parsed.data.CREDENTIALS_KEY,
    credentialsKeyOld: parsed.data.CREDENTIALS_KEY_OLD,
    oauth: oauthSettings(parsed.data),
    logLevel: parsed.data.LOG_LEVEL,
    databaseUrl: parsed.data.DATABASE_URL,
  };
}

function oauthSettings(data: z.output<typeof environmentSchema>): OauthSettings | undefined {
  const { OAUTH_CLIENT_ID: clientId, OAUTH_CLIENT_SECRET: clientSecret } = data;
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new StartError('OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET must be set together.');
  }
  const { ATLASSIAN_AUTH_URL: authUrl, ATLASSIAN_API_URL: apiUrl } = data;
  return { clientId, clientSecret, authUrl, apiUrl };
}
