import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import { absoluteMs } from './sessions.ts';

/** What a log-in that has begun must find again when the browser comes back. */
const signInFlow = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where one was. */
  to: z.string(),
});
export type SignInFlow = z.output<typeof signInFlow>;

export type Cookies = ReturnType<typeof cookiesFor>;

/**
 * Cookies of this origin alone: the prefix `__Host-` keeps a neighbouring name from setting them (RFC
 * 6265bis, 4.1.3.2). It needs https, so on this machine over http they do without. Lax, not Strict: a link
 * to the console from elsewhere has to find one signed in; what changes anything is guarded by
 * `sameOriginOnly` besides.
 */
export function cookiesFor(publicUrl: URL) {
  const secure = publicUrl.protocol === 'https:';
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    ...(secure ? { prefix: 'host' as const } : {}),
  } as const;
  const read = (context: Context, name: string) =>
    secure ? getCookie(context, name, 'host') : getCookie(context, name);
  return {
    session: (context: Context) => read(context, 'session'),
    setSession: (context: Context, id: string) =>
      setCookie(context, 'session', id, { ...options, maxAge: absoluteMs / 1000 }),
    dropSession: (context: Context) => void deleteCookie(context, 'session', options),

    flow(context: Context): SignInFlow | undefined {
      const text = read(context, 'sign-in') ?? '';
      return signInFlow.safeParse(parseJson(Buffer.from(text, 'base64url').toString())).data;
    },
    setFlow(context: Context, flow: SignInFlow) {
      const text = Buffer.from(JSON.stringify(flow)).toString('base64url');
      setCookie(context, 'sign-in', text, { ...options, maxAge: 600 });
    },
    dropFlow: (context: Context) => void deleteCookie(context, 'sign-in', options),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
