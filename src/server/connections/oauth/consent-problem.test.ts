import { Hono, type Handler } from 'hono';
import { expect, test } from 'vitest';
import type { AppEnvironment } from '../../app-environment.ts';
import { errorAnswer } from '../../http/error-answer.ts';
import { leadBack, refuse } from './consent-problem.ts';

const browser = { headers: { accept: 'text/html,*/*;q=0.8' } };

function appThat(answer: Handler<AppEnvironment>) {
  const app = new Hono<AppEnvironment>().get('/', leadBack, answer);
  return app.onError((_, context) => errorAnswer(context, 500, 'A mistake.'));
}

test.each([
  [401, 'signed-out'],
  [403, 'not-allowed'],
  [421, 'unexpected'],
  [503, 'unexpected'],
] as const)('a browser that is refused with %i is led back as %s', async (status, problem) => {
  const app = appThat((context) => {
    context.header('set-cookie', 'jira-sign-in=; Max-Age=0');
    return errorAnswer(context, status, 'No.');
  });
  const response = await app.request('/', browser);
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    `/connect?problem=${problem}`,
  ]);
  expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
  expect(await response.text()).toBe('');
  // A program is told as it is.
  expect((await app.request('/')).status).toBe(status);
});

test('a reason that is known goes before the status, and a mistake of ours leads back too', async () => {
  const refused = appThat((context) => refuse(context, 'no-site', 409, 'None.'));
  expect((await refused.request('/', browser)).headers.get('location')).toBe(
    '/connect?problem=no-site',
  );
  const broken = appThat(() => {
    throw new Error('secret');
  });
  expect((await broken.request('/', browser)).headers.get('location')).toBe(
    '/connect?problem=unexpected',
  );
});

test('what is no refusal is passed on', async () => {
  const app = appThat((context) => context.redirect('https://auth.example/authorize'));
  expect((await app.request('/', browser)).headers.get('location')).toBe(
    'https://auth.example/authorize',
  );
});
