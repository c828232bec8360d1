import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';
import { StartError } from './start-error.ts';

test('an empty environment gives what the README promises', () => {
  expect(readConfiguration({ PORT: '', PATH: '/usr/bin' })).toEqual({
    host: '127.0.0.1',
    port: 3000,
    dataDirectory: '.data',
    sandbox: true,
    sandboxReceivers: new Map(),
    upstreamTimeoutMs: 30_000,
    pollIntervalMs: 60_000,
    archiveDays: 90,
    ingestTokens: new Map(),
    metricsToken: undefined,
    oauth: undefined,
    privateSites: new Set(),
    credentialsKey: undefined,
    credentialsKeyOld: undefined,
    resendHosts: new Set(),
    logLevel: 'info',
    databaseUrl: undefined,
  });
});

test('every variable is read', () => {
  const environment = {
    HOST: '::1',
    PORT: '0',
    DATA_DIR: '/var/lib/console',
    SANDBOX: 'off',
    SANDBOX_RECEIVERS: 'Hooks.acme.example=8080, relay.acme.example=9090',
    UPSTREAM_TIMEOUT_MS: '5000',
    POLL_INTERVAL_MS: '0',
    ARCHIVE_DAYS: '30',
    INGEST_TOKENS: 'sandbox=0123456789abcdef,sandbox-oauth=fedcba9876543210==',
    METRICS_TOKEN: '0123456789abcdef',
    RESEND_HOSTS: 'Hooks.acme.internal, 10.0.0.7,[::1]',
    OAUTH_CLIENT_ID: 'client',
    OAUTH_CLIENT_SECRET: 'client-secret',
    ATLASSIAN_AUTH_URL: 'http://127.0.0.1:3000/sandbox/auth',
    PRIVATE_SITES: 'jira.acme.internal',
    CREDENTIALS_KEY: Buffer.alloc(32, 1).toString('base64'),
    CREDENTIALS_KEY_OLD: Buffer.alloc(32, 2).toString('base64'),
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgresql://console:secret@db.example:5433/console',
  };
  expect(readConfiguration(environment)).toEqual({
    host: '::1',
    port: 0,
    dataDirectory: '/var/lib/console',
    sandbox: false,
    sandboxReceivers: new Map([
      ['hooks.acme.example', 8080],
      ['relay.acme.example', 9090],
    ]),
    upstreamTimeoutMs: 5000,
    pollIntervalMs: 0,
    archiveDays: 30,
    ingestTokens: new Map([
      ['sandbox', '0123456789abcdef'],
      ['sandbox-oauth', 'fedcba9876543210=='],
    ]),
    metricsToken: '0123456789abcdef',
    oauth: {
      clientId: 'client',
      clientSecret: 'client-secret',
      authUrl: 'http://127.0.0.1:3000/sandbox/auth',
      apiUrl: 'https://api.atlassian.com',
    },
    privateSites: new Set(['jira.acme.internal']),
    credentialsKey: Buffer.alloc(32, 1),
    credentialsKeyOld: Buffer.alloc(32, 2),
    resendHosts: new Set(['hooks.acme.internal', '10.0.0.7', '::1']),
    logLevel: 'silent',
    databaseUrl: 'postgresql://console:secret@db.example:5433/console',
  });
});

test.each(['hooks.acme.example', 'a=0', 'a=65536', 'a=80,', 'https://a=80', 'a=80=81', 'a:443=80'])(
  'SANDBOX_RECEIVERS=%j is refused in one line',
  (value) => {
    expect(() => readConfiguration({ SANDBOX_RECEIVERS: value })).toThrow(
      new StartError(
        'SANDBOX_RECEIVERS must be host names and ports of this machine, such as hooks.acme.example=8080,relay.acme.example=9090.',
      ),
    );
  },
);

test.each(['https://a', 'a:8080', 'a,', 'a/b', 'a@b', 'a b', '0x7f000001'])(
  'RESEND_HOSTS=%j is refused in one line',
  (value) => {
    expect(() => readConfiguration({ RESEND_HOSTS: value })).toThrow(
      new StartError(
        'RESEND_HOSTS must be host names without ports, such as hooks.acme.internal,relay.acme.internal.',
      ),
    );
  },
);

test.each([
  ['PORT', '65536', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '3000.5', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '0x10', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '-1', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', ' 80', 'PORT must be a whole number from 0 to 65535.'],
  ['HOST', 'http://localhost', 'HOST must be a host name or an IP address, no port.'],
  ['DATA_DIR', 'a\0b', 'DATA_DIR must be the path of a folder.'],
  ['SANDBOX', 'yes', 'SANDBOX must be one of: on, off.'],
  ['UPSTREAM_TIMEOUT_MS', '30s', 'UPSTREAM_TIMEOUT_MS must be a whole number from 100 to 600000.'],
  ['ARCHIVE_DAYS', '0', 'ARCHIVE_DAYS must be a whole number from 1 to 3650.'],
  [
    'INGEST_TOKENS',
    'sandbox=planted-secret',
    'INGEST_TOKENS must be like connection=token,other=token, each token of 16 or more letters, digits or -._~+/=.',
  ],
  [
    'METRICS_TOKEN',
    'planted-secret',
    'METRICS_TOKEN must be of 16 or more letters, digits or -._~+/=.',
  ],
  ['UPSTREAM_TIMEOUT_MS', '0', 'UPSTREAM_TIMEOUT_MS must be a whole number from 100 to 600000.'],
  [
    'LOG_LEVEL',
    'verbose',
    'LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent.',
  ],
  [
    'DATABASE_URL',
    'mysql://console:planted-secret@db/console',
    'DATABASE_URL must be the address of a PostgreSQL: postgres://user:password@host:port/database.',
  ],
])('%s=%j is refused in one line', (name, value, message) => {
  expect(() => readConfiguration({ [name]: value })).toThrow(new StartError(message));
});

test('a credentials key that is none is refused, and never told', () => {
  expect(() => readConfiguration({ CREDENTIALS_KEY: 'my secret' })).toThrow(
    new StartError(
      'CREDENTIALS_KEY must be 32 random bytes in base64: openssl rand -base64 32 makes one.',
    ),
  );
});
