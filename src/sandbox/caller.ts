/** Calls a sandbox as one of its two identities would, and holds each answer against the schema. For tests. */
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import { queryStringHash } from '../jira/qsh.ts';
import type { Clock } from './clock.ts';
import { sandboxApp, sandboxPaths, sandboxToken, type Identity } from './identity.ts';
import { violations } from './openapi-schema.ts';
import type { Sandbox } from './sandbox.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or undefined where the body is empty. */
  body: unknown;
}

export interface Call {
  method?: string;
  /** What follows `/rest/api/3/webhook`. */
  path?: string;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  authorization?: string | null;
  signal?: AbortSignal;
}

const secret = new TextEncoder().encode(sandboxApp.sharedSecret);

/** A token for one request, `now` being the real time in milliseconds. */
export async function connectToken(
  method: string,
  path: string,
  now: number,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const { pathname, searchParams } = new URL(path, 'https://jira.example');
  const iat = Math.floor(now / 1000);
  const qsh = await queryStringHash(method, pathname, searchParams);
  return new SignJWT({ iss: sandboxApp.key, iat, exp: iat + 180, qsh, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(secret);
}

/** Tests stop the clock, and make the same request thousands of times. */
const knownTokens = new Map<string, Promise<string>>();

function knownToken(method: string, path: string, now: number): Promise<string> {
  const key = `${now} ${method} ${path}`;
  const token = knownTokens.get(key) ?? connectToken(method, path, now);
  knownTokens.set(key, token);
  return token;
}

/** The request as the caller would make it, for tests that look at more than the answer. */
export async function requestAs(
  identity: Identity,
  clock: Clock,
  { method = 'GET', path = '', body, authorization, signal }: Call = {},
): Promise<Request> {
  const below = `/rest/api/3/webhook${path}`;
  const headers = new Headers({ 'Content-Type': 'application/json' });
  const credentials =
    authorization === undefined
      ? identity === 'oauth'
        ? `Bearer ${sandboxToken}`
        : `JWT ${await knownToken(method, below, clock.now())}`
      : authorization;
  if (credentials !== null) headers.set('Authorization', credentials);
  return new Request(`http://jira.example${sandboxPaths[identity]}${below}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
}

export type Caller = (call?: Call) => Promise<Answer>;

export function createCaller(sandbox: Sandbox, identity: Identity, clock: Clock): Caller {
  return async (call = {}) => {
    const response = await sandbox.fetch(await requestAs(identity, clock, call));
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    expect(schemaViolations(call, response.status, body)).toEqual([]);
    return { status: response.status, headers: response.headers, body };
  };
}

function schemaViolations({ method = 'GET', path = '' }: Call, status: number, body: unknown) {
  if (status === 202) return body === undefined ? [] : ['a 202 has no body'];
  if (status === 400 || status === 403) return violations('ErrorCollection', body);
  if (status !== 200) return [];
  if (method === 'POST') return violations('ContainerForRegisteredWebhooks', body);
  if (method === 'PUT') return violations('WebhooksExpirationDate', body);
  return violations(path.startsWith('/failed') ? 'FailedWebhooks' : 'PageBeanWebhook', body);
}

/** Turns the sandbox by hand; the summary it answers with. */
export async function control(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await sandbox.fetch(
    new Request(`http://jira.example/sandbox/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}
