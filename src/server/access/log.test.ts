import { expect, test } from 'vitest';
import { webhookPath } from '../test-app.ts';
import { actorOf } from './caller.ts';
import { openTestAccess } from './test-access.ts';

type TestAccess = Awaited<ReturnType<typeof openTestAccess>>;

/** Who did it, by the log's line of the request that was answered so. */
function byOf({ log }: TestAccess, { headers }: Response): unknown {
  const lines = log.map(
    (line) => JSON.parse(line) as { msg: string; requestId?: string; by?: unknown },
  );
  const id = headers.get('x-request-id');
  return lines.find(({ msg, requestId }) => msg === 'request' && requestId === id)?.by;
}

const refresh = (access: TestAccess, headers: Record<string, string>) =>
  access.request(`${webhookPath}/refresh`, {
    method: 'PUT',
    body: '{"webhookIds":[1]}',
    headers: { 'content-type': 'application/json', ...headers },
  });

test('the log says who did something: a person, a token by its name, and nobody where nobody is known', async () => {
  await using access = await openTestAccess();
  const person = await refresh(access, await access.signedIn('operator'));
  expect([person.status, byOf(access, person)]).toEqual([200, { person: 'A operator' }]);

  const created = await access.request('/api/tokens', {
    method: 'POST',
    headers: await access.signedIn('admin'),
    body: JSON.stringify({ name: 'command line', scope: 'webhooks', connection: 'test' }),
  });
  const { token } = (await created.json()) as { token: string };
  const machine = await refresh(access, { authorization: `Bearer ${token}` });
  expect([machine.status, byOf(access, machine)]).toEqual([200, { token: 'command line' }]);

  const nobody = await refresh(access, {});
  expect([nobody.status, byOf(access, nobody)]).toEqual([401, undefined]);
  // S6: and never by what they showed.
  expect(access.log.join('')).not.toContain(token);
});

test('R6: a name is one line of the log, of no great length, and shows what is in it', () => {
  const named = (name: string) =>
    actorOf({ kind: 'person', name, role: 'viewer', signIn: 'proxy' });
  expect(named('Zoë\n{"msg":"forged"}\u001b[31m\u202e\u2028\ud800')).toEqual({
    person: 'Zoë\ufffd{"msg":"forged"}\ufffd[31m\ufffd\ufffd\ufffd',
  });
  expect(named('x'.repeat(5000))).toEqual({ person: 'x'.repeat(100) });
});
