import { describe, expect, test } from 'vitest';
import { createTransport } from '../../jira/transport.ts';
import { makeToken, revokeToken } from './token-acts.ts';

const token = {
  id: 't1',
  name: 'ci',
  scope: 'metrics' as const,
  connection: null,
  createdAt: 1,
  createdBy: 'Ada',
  lastUsedAt: null,
};
const asked = { name: 'ci', scope: 'metrics' as const };

type Answer = Response | Error;
const json = (body: unknown, status = 200) => Response.json(body, { status });
const lost = () => new TypeError('fetch failed');

/** Answers one after the other, in order. */
function transportOf(...answers: Answer[]) {
  const calls: string[] = [];
  const transport = createTransport({
    baseUrl: '',
    fetch: (url, { method }) => {
      calls.push(`${method} ${url}`);
      const answer = answers.shift();
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
    },
  });
  return { transport, calls };
}

describe('making a token', () => {
  test('gives it, once', async () => {
    const { transport, calls } = transportOf(json({ ...token, token: 'jwc_x' }, 201));
    expect(await makeToken(transport, asked, [])).toEqual({
      kind: 'made',
      token: { ...token, token: 'jwc_x' },
    });
    expect(calls).toEqual(['POST /tokens']);
  });

  test.each([
    ['it is in the list now', [token], 'lost'],
    ['it is not', [], 'not-made'],
    ['only an older one of this name is', [{ ...token, id: 'old' }], 'not-made'],
  ])('whose answer is lost, is looked up: %s', async (_, listed, kind) => {
    const { transport, calls } = transportOf(lost(), json(listed));
    const made = await makeToken(transport, asked, [{ ...token, id: 'old' }]);
    expect(made.kind).toBe(kind);
    expect(calls).toEqual(['POST /tokens', 'GET /tokens']);
  });

  test('is unknown where the list can’t be read either, and a refusal is one', async () => {
    const unknown = transportOf(lost(), lost());
    expect((await makeToken(unknown.transport, asked, [])).kind).toBe('unknown');
    const refused = transportOf(json({ errorMessages: ['No.'] }, 403));
    await expect(makeToken(refused.transport, asked, [])).rejects.toThrow('No.');
  });
});

describe('revoking a token', () => {
  test.each([
    ['done, and gone', [new Response(null, { status: 204 }), json([])], 'revoked'],
    ['lost, and gone', [lost(), json([])], 'revoked'],
    ['gone before', [json({ errorMessages: ['none'] }, 404), json([])], 'revoked'],
    ['lost, and still there', [lost(), json([token])], 'still-there'],
    ['refused', [json({ errorMessages: ['No.'] }, 403), json([token])], 'still-there'],
    ['done, but still there', [new Response(null, { status: 204 }), json([token])], 'still-there'],
    ['done, and the list lost', [new Response(null, { status: 204 }), lost()], 'unknown'],
    ['both lost', [lost(), lost()], 'unknown'],
  ] satisfies [string, Answer[], string][])('%s', async (_, answers, kind) => {
    const { transport } = transportOf(...answers);
    expect((await revokeToken(transport, 't1')).kind).toBe(kind);
  });
});
