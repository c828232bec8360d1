/** Consents on the sandbox's page as a person with a browser would. For tests. */
import { expect } from 'vitest';

/** A console by its address. */
export interface ConsoleAddress {
  url: string;
}

export interface ConsentOptions {
  site?: string;
  answer?: 'accept' | 'cancel';
  /** What is done to the address that the browser comes back to. */
  change?: (url: URL) => void;
  cookie?: string;
  /** The cookie of whoever is signed in to the console. */
  session?: string;
}

/** The console's answer to the browser that came back. */
export async function consent(
  { url }: ConsoleAddress,
  {
    site = 'sandbox',
    answer = 'accept',
    change = () => {},
    cookie,
    session = '',
  }: ConsentOptions = {},
): Promise<Response> {
  const start = await fetch(`${url}/api/oauth/start`, {
    redirect: 'manual',
    headers: { cookie: session },
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
      cookie: `${session}; ${cookie ?? start.headers.get('set-cookie')?.split(';')[0] ?? ''}`,
      'sec-fetch-site': 'cross-site',
    },
  });
}

/** The ids of the connections that a consent leads to. */
export async function signIn(console: ConsoleAddress, options?: ConsentOptions): Promise<string[]> {
  const response = await consent(console, options);
  expect([response.status, await response.text()]).toEqual([303, '']);
  const to = new URL(response.headers.get('location') ?? '', console.url);
  return to.searchParams.get('connected')?.split(',') ?? [];
}
