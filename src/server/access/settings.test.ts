import { describe, expect, test } from 'vitest';
import { StartError } from '../start-error.ts';
import { readAccessSettings } from './settings.ts';

const oidc = {
  PUBLIC_URL: 'https://console.acme.example',
  OIDC_ISSUER: 'https://id.acme.example/realms/staff',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'planted-secret-7f3a',
};
const proxy = { PUBLIC_URL: 'https://console.acme.example', TRUSTED_PROXY: '10.0.0.7, ::1' };

const refusal = (environment: Record<string, string>, host = '127.0.0.1'): string => {
  try {
    readAccessSettings(environment, host);
  } catch (cause) {
    if (cause instanceof StartError) return cause.message;
    throw cause;
  }
  throw new Error('must not be taken');
};

describe('who may use the console', () => {
  test.each(['127.0.0.1', 'localhost', '::1'])('nobody signs in on %s', (host) => {
    expect(readAccessSettings({}, host)).toEqual({ kind: 'none' });
  });

  test.each(['0.0.0.0', '::', '10.1.2.3', 'console.internal'])(
    'on %s somebody has to, by one of two ways',
    (host) => {
      expect(refusal({}, host)).toMatch(/PUBLIC_URL.*OIDC_ISSUER.*TRUSTED_PROXY/);
      expect(readAccessSettings(oidc, host).kind).toBe('oidc');
      expect(readAccessSettings(proxy, host).kind).toBe('proxy');
    },
  );

  test('the defaults: roles by their own names', () => {
    expect(readAccessSettings({ ...oidc, OIDC_ROLES: '' }, 'localhost')).toMatchObject({
      roleClaim: 'roles',
      roles: new Map([
        ['viewer', 'viewer'],
        ['operator', 'operator'],
        ['admin', 'admin'],
      ]),
    });
    expect(readAccessSettings(proxy, 'localhost')).toMatchObject({
      userHeader: 'x-forwarded-user',
      roleHeader: 'x-forwarded-groups',
    });
  });

  test('values of a claim may hold spaces and equals signs', () => {
    const OIDC_ROLES = 'Jira Staff=viewer, cn=ops=operator';
    expect(readAccessSettings({ ...oidc, OIDC_ROLES }, 'localhost')).toMatchObject({
      roles: new Map([
        ['Jira Staff', 'viewer'],
        ['cn=ops', 'operator'],
      ]),
    });
  });

  test.each([
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL is missing'],
    [{ OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID is missing'],
    [{ OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET is missing'],
    [{ OIDC_ISSUER: '' }, 'OIDC_ISSUER is missing'],
    [{ PUBLIC_URL: 'http://console.acme.example' }, 'PUBLIC_URL must be'],
    [{ PUBLIC_URL: 'https://console.acme.example/jira' }, 'PUBLIC_URL must be'],
    [{ PUBLIC_URL: 'https://a:b@console.acme.example' }, 'PUBLIC_URL must be'],
    [{ PUBLIC_URL: 'console.acme.example' }, 'PUBLIC_URL must be'],
    [{ OIDC_ISSUER: 'http://id.acme.example' }, 'OIDC_ISSUER must be'],
    [{ OIDC_ROLES: 'staff=owner' }, 'OIDC_ROLES must be'],
    [{ OIDC_ROLES: 'viewer' }, 'OIDC_ROLES must be'],
    [{ TRUSTED_PROXY: '10.0.0.0/8' }, 'TRUSTED_PROXY must be'],
    [{ TRUSTED_PROXY: '10.0.0.1' }, 'Set OIDC_ISSUER or TRUSTED_PROXY, not both'],
    [{ TRUSTED_USER_HEADER: 'a b' }, 'TRUSTED_USER_HEADER must be'],
  ])('%j is told in one sentence, and no secret with it', (change, words) => {
    const sentence = refusal({ ...oidc, ...change });
    expect(sentence).toContain(words);
    expect(sentence).not.toMatch(/\n|planted-secret/);
  });
});
