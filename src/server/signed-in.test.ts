import { expect, test } from 'vitest';
import { emptyPage, testApp } from './test-app.ts';
import { isSignedIn } from './test-signed-in.ts';

test('the tests’ apps ask for a log-in where they are to, and are called by who went through it', async () => {
  const { app } = testApp(() => Promise.resolve(new Response(emptyPage)));
  const answer = await app.request('/api/me');
  const signedIn = { name: 'Robin', role: 'admin', signIn: 'oidc' };
  const open = { name: 'This machine', role: 'admin', signIn: 'none' };
  expect(await answer.json()).toEqual(isSignedIn ? signedIn : open);
});
