/** Whoever can choose a request's headers must not choose where a log-in leads, nor who one is. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../http/http-server.ts';
import { openTestAccess, publicOrigin } from './test-access.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider([publicOrigin]);
});
afterAll(() => provider[Symbol.asyncDispose]());

const signIn = '/access/sign-in?to=%2Ftest%2Fwebhooks';
const own = new URL(publicOrigin).host;
const last = 'connection: close\r\n\r\n';

/** What came back on a bare socket for these bytes. */
async function exchange(text: string): Promise<string> {
  await using console = await openTestAccess({
    environment: { PUBLIC_URL: publicOrigin, ...provider.environment },
  });
  const server = await listen(console.app.fetch, { host: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
  socket.on('error', () => {});
  socket.write(Buffer.from(text, 'latin1'));
  await once(socket, 'close');
  await server.stop();
  return answer;
}

const get = (host: string, target = signIn) => `GET ${target} HTTP/1.1\r\n${host}${last}`;
const hosts: [name: string, text: string][] = [
  ['another name', get('host: evil.test\r\n')],
  ['a name below its own', get(`host: ${own}.evil.test\r\n`)],
  ['a name above its own', get(`host: evil.${own}\r\n`)],
  ['another port', get(`host: ${own}:8443\r\n`)],
  ['a port that is none', get(`host: ${own}:evil\r\n`)],
  ['its own name as a user', get(`host: ${own}@evil.test\r\n`)],
  ['its own name as a user with a password', get(`host: ${own}:443@evil.test\r\n`)],
  ['its own name as a part behind', get(`host: evil.test#${own}\r\n`)],
  ['its own name as a query', get(`host: evil.test?${own}\r\n`)],
  ['its own name as a path', get(`host: evil.test/${own}\r\n`)],
  ['a backslash', get(`host: evil.test\\${own}\r\n`)],
  ['two names in one', get(`host: ${own}, evil.test\r\n`)],
  ['a space', get(`host: ${own} evil.test\r\n`)],
  ['a tab', get(`host: ${own}\tevil.test\r\n`)],
  ['a NUL', get(`host: ${own}\0evil.test\r\n`)],
  ['two hosts, its own first', get(`host: ${own}\r\nhost: evil.test\r\n`)],
  ['two hosts, its own last', get(`host: evil.test\r\nhost: ${own}\r\n`)],
  ['two hosts, one folded', get(`host: ${own}\r\n host: evil.test\r\n`)],
  ['a space before the colon', get(`host : evil.test\r\nhost: ${own}\r\n`)],
  ['an empty one', get('host:\r\n')],
  ['none', get('')],
  ['a wildcard', get('host: *\r\n')],
  ['an encoded dot', get('host: console%2etest.evil.test\r\n')],
  ['an address of somebody’s', get('host: 10.0.0.1\r\n')],
  ['another name in the target', get(`host: ${own}\r\n`, `http://evil.test${signIn}`)],
];

test.each(hosts)('S3: asked as %s, the console does not lead into a log-in', async (_, text) => {
  const answer = await exchange(text);
  expect(answer).toMatch(/^HTTP\/1\.1 4(?:00|21) /);
  expect(answer).not.toMatch(/^(?:location|set-cookie):|evil/im);
});

const forwarding = [
  'x-forwarded-host: evil.test',
  `x-forwarded-host: ${own}, evil.test`,
  'x-forwarded-host: evil.test\r\nx-forwarded-proto: http\r\nx-forwarded-port: 8080',
  'x-forwarded-proto: http',
  'x-forwarded-proto: javascript',
  'x-forwarded-port: 8443',
  'x-forwarded-server: evil.test',
  'x-forwarded-prefix: /evil',
  'x-forwarded-scheme: http',
  'x-forwarded-ssl: off',
  'x-original-host: evil.test',
  'x-original-url: //evil.test/',
  'x-rewrite-url: //evil.test/',
  'x-host: evil.test',
  'x-http-host-override: evil.test',
  'forwarded: host=evil.test;proto=http',
  `forwarded: for=127.0.0.1;host="evil.test", host=${own}`,
  'front-end-https: off',
  'origin: https://evil.test',
  'referer: https://evil.test/',
];

function readLogIn(answer: string) {
  const location = URL.parse(/^location: (.*)$/im.exec(answer)?.[1] ?? '');
  return {
    status: /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1],
    leadsTo: location?.origin,
    backTo: location?.searchParams.get('redirect_uri'),
    isCookieGuarded: /^set-cookie: __Host-[^\r]*Secure/im.test(answer),
    isEvil: answer.includes('evil'),
  };
}

const clean = () => ({
  status: '302',
  leadsTo: URL.parse(provider.environment.OIDC_ISSUER ?? '')?.origin,
  backTo: `${publicOrigin}/access/callback`,
  isCookieGuarded: true,
  isEvil: false,
});

test.each(forwarding)('S3: where a log-in leads back to is not changed by %j', async (headers) => {
  const answer = await exchange(get(`host: ${own}\r\n${headers}\r\n`));
  expect(readLogIn(answer)).toEqual(clean());
});

// RFC 9112, 3.2.2: what the target says counts, and the header is ignored.
test('S3: another name beside its own in the target changes nothing either', async () => {
  const answer = await exchange(get('host: evil.test\r\n', publicOrigin + signIn));
  expect(readLogIn(answer)).toEqual(clean());
});

const identities = [
  'x-forwarded-user: Ada\r\nx-forwarded-groups: admin',
  'x-remote-user: Ada',
  'remote-user: Ada',
  'x-auth-request-user: Ada\r\nx-auth-request-groups: admin',
  'x-forwarded-for: 127.0.0.1',
  'x-real-ip: 127.0.0.1',
  'forwarded: for=127.0.0.1',
  'x-client-ip: 127.0.0.1',
];

test.each(identities)('S3: nobody is signed in by %j', async (headers) => {
  const path = '/api/connections/test/rest/api/3/webhook';
  expect(await exchange(get(`host: ${own}\r\n${headers}\r\n`, path))).toMatch(/^HTTP\/1\.1 401 /);
});
