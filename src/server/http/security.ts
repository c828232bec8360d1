import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from './error-answer.ts';

const screenPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No part of the screen hands text to a sink that could run it. The one policy names the worker that
  // reads bodies, and can name nothing else.
  "require-trusted-types-for 'script'",
  'trusted-types body-viewer',
].join('; ');

/**
 * For answers that carry somebody else's data. Opened by a direct visit, whatever Jira sent is shown in
 * an origin of its own, where nothing runs and nothing of the console's can be reached.
 */
const dataPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** The sandbox's consent page: a form, whose answer leads back to whoever asked, on this machine. */
const consentPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self' http://127.0.0.1:* http://localhost:*",
  "frame-ancestors 'none'",
].join('; ');

const constantHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** The headers of every answer; `isData` where the body is not part of the screen. */
export function securityHeaders(isData: boolean): Record<string, string> {
  return {
    ...constantHeaders,
    'Content-Security-Policy': isData ? dataPolicy : screenPolicy,
    ...(isData ? { 'Cache-Control': 'no-store' } : {}),
  };
}

/** `/sandbox/webhooks` is a screen, of the connection called `sandbox`. */
const isData = (path: string) =>
  /^\/(?:api|sandbox\/(?:rest|ex|api|auth|control)|healthz|readyz|metrics)(?:\/|$)/.test(path);

const isConsent = (path: string) => path.startsWith('/sandbox/auth/');

export const secureAnswers = createMiddleware<AppEnvironment>(async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders(isData(context.req.path)))) {
    context.res.headers.set(name, value);
  }
  if (isConsent(context.req.path)) {
    context.res.headers.set('Content-Security-Policy', consentPolicy);
  }
});

/** Whether a host, as configured or as in a URL, is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Bound to loopback, the console trusts whoever can reach it, and that must not be a web page: a page
 * may give its own name this machine's address (DNS rebinding) and would then be same-origin with what
 * it finds here. It can't choose the `Host` that the browser sends, though.
 */
export const onlyLoopbackNames = createMiddleware<AppEnvironment>(async (context, next) => {
  if (isLoopback(new URL(context.req.url).hostname)) return next();
  return errorAnswer(
    context,
    421,
    'The console answers to this machine only: open it as localhost or 127.0.0.1, or start it with HOST set.',
  );
});

/**
 * Refuses what another site makes a browser send. `Sec-Fetch-Site` can't be forged by a page (W3C Fetch
 * Metadata); older browsers send `Origin` with every request that is not GET or HEAD. A program that is
 * no browser sends neither, and no page speaks through it. Behind a proxy the origin that browsers see is
 * not the one that a request is made to.
 */
export const sameOriginOnly = (publicOrigin?: string) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin');
    const isOurs =
      site === undefined
        ? origin === undefined || origin === (publicOrigin ?? new URL(context.req.url).origin)
        : site === 'same-origin' || site === 'none';
    if (isOurs) return next();
    return errorAnswer(
      context,
      403,
      'This request came from another site, and was refused. Use the console’s own page.',
    );
  });
