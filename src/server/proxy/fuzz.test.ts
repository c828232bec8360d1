import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSecured } from '../http/expect-secured.ts';
import { emptyPage, origin, plantedSecret, testApp, webhookPath } from '../test-app.ts';

const runs = Number(process.env['RUNS'] ?? 2000);

const method = fc.oneof(
  fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'QUERY'),
  fc.stringMatching(/^[A-Z-]{1,20}$/).filter((name) => !/^(?:CONNECT|TRACE|TRACK)$/.test(name)),
);
const segment = fc.oneof(
  fc.constantFrom('api', 'connections', 'test', 'rest', '3', 'webhook', 'failed', 'refresh'),
  fc.constantFrom('..', '.', '', '%2e%2e', '%2F', '%00', '%', '%ff', '\\', '__proto__', 'sandbox'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const path = fc.oneof(
  fc.constantFrom(webhookPath, `${webhookPath}/failed`, `${webhookPath}/refresh`),
  fc.array(segment, { maxLength: 9 }).map((segments) => `/${segments.join('/')}`),
  fc.array(segment, { maxLength: 4 }).map((segments) => `${webhookPath}/${segments.join('/')}`),
);
const query = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => `?${text}`),
  fc.webQueryParameters().map((text) => `?${text}`),
);
const headerName = fc.oneof(
  fc.constantFrom('accept', 'content-type', 'content-length', 'origin', 'sec-fetch-site', 'range'),
  fc.constantFrom('if-none-match', 'accept-encoding', 'x-http-method-override', 'x-forwarded-host'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/),
);
const headerValue = fc
  .string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) })
  .filter((text) => !text.includes('\u007f'));
const body = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.constant(new Uint8Array(1024 * 1024 + 1)),
);

/** What is wrong with an answer that the server gave by itself; a screen that is not built is said with 503. */
async function faultsOf(response: Response, method: string, path: string): Promise<string[]> {
  const text = await response.text();
  const isError = path.startsWith('/api/') && response.status >= 400 && method !== 'HEAD';
  const faults = {
    'a status of a mistake': response.status >= 500 && response.status !== 503,
    'a stack trace': /\n\s+at |node_modules|\.ts:\d/.test(text),
    'a credential': text.includes(plantedSecret),
    'not the error shape': isError && !/^\{"errorMessages":\[".+"\],"errors":\{\}\}$/.test(text),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

test(
  `R1: no request makes the server throw, hang or answer a 5xx of its own (${runs} runs)`,
  { timeout: 60_000 + runs * 10 },
  async () => {
    const { app, log } = testApp(() => Promise.resolve(new Response(emptyPage)));
    const property = fc.asyncProperty(
      method,
      path,
      query,
      fc.dictionary(headerName, headerValue, { maxKeys: 6 }),
      body,
      async (method, path, query, headers, body) => {
        const target = `${path}${query}`.replaceAll(/[\p{Cc} ]/gu, encodeURIComponent);
        const url = new URL(origin + target);
        const hasBody = method !== 'GET' && method !== 'HEAD';
        const init = { method, headers, ...(hasBody ? { body: new Uint8Array(body) } : {}) };
        const response = await app.request(new Request(url, init));
        expectSecured(response);
        expect(await faultsOf(response, method, url.pathname)).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: runs });
    // S6 and R6: no credential in the log, and every entry on its own line.
    const bad = log.filter((line) => line.includes(plantedSecret) || /\p{Cc}./u.test(line));
    expect(bad).toEqual([]);
  },
);
