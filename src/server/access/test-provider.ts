/** A real OpenID provider on a port of this machine, which lets in whoever names themselves. For tests. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export interface TestProvider extends AsyncDisposable {
  issuer: string;
  /** What the console needs to be told to use it. */
  environment: Record<string, string>;
}

/** `viewer`, `operator` and `admin` have the roles of their names; anybody else has none. */
export async function startTestProvider(publicOrigins: readonly string[]): Promise<TestProvider> {
  let provider: ReturnType<Provider['callback']> | undefined;
  const server = createServer((incoming, outgoing) => provider?.(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const issuer = `http://127.0.0.1:${port}`;
  const secret = randomBytes(24).toString('hex');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] };
  provider = quietly(() =>
    new Provider(issuer, {
      clients: [
        {
          client_id: 'console',
          client_secret: secret,
          redirect_uris: publicOrigins.map((origin) => `${origin}/access/callback`),
        },
      ],
      claims: { openid: ['sub'], profile: ['name', 'groups'] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, name: `Robin the ${id}`, groups: ['everybody', `jira-${id}`] }),
      }),
      jwks,
      // In seconds.
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      cookies: { keys: [randomBytes(16).toString('hex')] },
    }).callback(),
  );
  return {
    issuer,
    environment: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'console',
      OIDC_CLIENT_SECRET: secret,
      OIDC_ROLE_CLAIM: 'groups',
      OIDC_ROLES: 'jira-viewer=viewer,jira-operator=operator,jira-admin=admin',
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** It warns of what nobody should run for real: a log-in page of its own, and all it knows in memory. */
function quietly<Made>(make: () => Made): Made {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

/** Names oneself at the provider, and agrees; the address that it sends the browser back to. */
export async function signInAt(
  { issuer }: TestProvider,
  address: string,
  login: string,
): Promise<string> {
  const jar = new Map<string, string>();
  let url = address;
  let form: URLSearchParams | undefined;
  while (url.startsWith(issuer)) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    form = undefined;
    const location = response.headers.get('location');
    const page = await response.text();
    if (location === null) {
      if (!response.ok) throw new Error(`${response.status} ${page}`);
      const prompt = page.includes('value="login"') ? 'login' : 'consent';
      form = new URLSearchParams({ prompt, login, password: 'any' });
    } else url = new URL(location, url).href;
  }
  return url;
}

/** The cookie of the session that a console gives somebody who names themselves. */
export async function sessionAt(
  provider: TestProvider,
  consoleUrl: string,
  login: string,
): Promise<string> {
  const cookiesOf = (response: Response) =>
    response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const begin = await fetch(`${consoleUrl}/access/sign-in`, { redirect: 'manual' });
  const back = await signInAt(provider, begin.headers.get('location') ?? '', login);
  const headers = { cookie: cookiesOf(begin).join('; ') };
  const done = await fetch(back, { redirect: 'manual', headers });
  const session = cookiesOf(done).find((cookie) => cookie.includes('session='));
  if (session === undefined) throw new Error(`${done.status} ${await done.text()}`);
  return session;
}
