/** Consents on the sandbox's page as a person with a browser would. For tests. */
import { expect } from 'vitest';

/** A console by its address, and what the proxy in front of it says of the person, where there is one. */
export interface ConsoleAddress {
  url: string;
  headers?: Record<string, string>;
}

export interface ConsentOptions {
  site?: string;
  answer?: 'accept' | 'cancel';
  /** What is done to the address that the browser comes back to. */
  change?: (url: URL) => void;
  cookie?: string;
  /** The connection that is to be healed. */
  again?: string;
  /** `text/html` as a browser says. */
  accept?: string;
  /** The cookie of whoever is signed in to the console. */
  session?: string;
}

/** The console's answer to the browser that came back. */
export async function consent(
  { url, headers }: ConsoleAddress,
  { site = 'sandbox', answer = 'accept', change = () => {}, ...about }: ConsentOptions = {},
): Promise<Response> {
  const { session = '' } = about;
  const query = about.again === undefined ? '' : `?again=${about.again}`;
  const start = await fetch(`${url}/api/oauth/start${query}`, {
    redirect: 'manual',
    headers: { cookie: session, ...headers },
  });
  expect(start.status).toBe(302);
  const page = new URL(start.headers.get('location') ?? '');
  const asked = page.searchParams;
  const body = new URLSearchParams({
    scope: asked.get('scope') ?? '',
    redirect_uri: asked.get('redirect_uri') ?? '',
    state: asked.get('state') ?? '',
    site,
    answer,
  });
  const given = await fetch(new URL('consent', page), {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  const back = new URL(given.headers.get('location') ?? '');
  change(back);
  return fetch(back, {
    redirect: 'manual',
    headers: {
      ...headers,
      cookie: [session, about.cookie ?? start.headers.get('set-cookie')?.split(';')[0]]
        .filter(Boolean)
        .join('; '),
      'sec-fetch-site': 'cross-site',
      accept: about.accept ?? '*/*',
    },
  });
}

/** Where the screen goes on after a consent. */
export async function consentLeadsTo(
  console: ConsoleAddress,
  options?: ConsentOptions,
): Promise<URLSearchParams> {
  const response = await consent(console, options);
  expect([response.status, await response.text()]).toEqual([303, '']);
  const to = new URL(response.headers.get('location') ?? '', console.url);
  expect(to.pathname).toBe('/connect');
  return to.searchParams;
}

/** The ids of the connections that a consent leads to. */
export async function signIn(console: ConsoleAddress, options?: ConsentOptions): Promise<string[]> {
  const to = await consentLeadsTo(console, options);
  return (to.get('connected') ?? to.get('healed'))?.split(',') ?? [];
}
