import { expect, test } from 'vitest';
import { openSandbox } from '../../sandbox/sandbox.ts';
import { memoryStorage } from '../../sandbox/storage.ts';
import { origin, testApp } from '../test-app.ts';

const nobody = () => Promise.reject(new Error('must not be called'));

test('the consent page may show its style and lead back, and run or load nothing', async () => {
  const { app } = testApp(nobody, { sandbox: await openSandbox({ storage: memoryStorage() }) });
  const query = new URLSearchParams({
    audience: 'api.atlassian.com',
    client_id: 'sandbox-client',
    redirect_uri: `${origin}/api/oauth/callback`,
    response_type: 'code',
    scope: 'manage:jira-webhook',
    prompt: 'consent',
    state: 'a state',
  });
  const page = await app.request(`${origin}/sandbox/auth/authorize?${query}`);
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; style-src 'self'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).not.toContain('script-src');
  const style = await app.request(`${origin}/sandbox/auth/consent.css`);
  expect(style.headers.get('content-type')).toContain('text/css');
});

test('S1: another site can’t consent for the user', async () => {
  const { app } = testApp(nobody, { sandbox: await openSandbox({ storage: memoryStorage() }) });
  const response = await app.request(`${origin}/sandbox/auth/consent`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ answer: 'accept' }),
  });
  expect(response.status).toBe(403);
});
