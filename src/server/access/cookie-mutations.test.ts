import fc from 'fast-check';
import { expect, test } from 'vitest';
import { webhookPath } from '../test-app.ts';
import { sha256 } from './secrets.ts';
import { openTestAccess } from './test-access.ts';

const runs = Number(process.env['RUNS'] ?? 10_000);

const part = fc.string({ unit: 'binary-ascii', maxLength: 4 });
const place = fc.nat(43);

/** What may become of an id, with another one at hand. */
const mutation = fc.oneof(
  fc.constant((id: string) => id),
  fc.constant((id: string) => sha256(id)),
  fc.constant((id: string) => id.toLowerCase()),
  fc.constant((id: string) => id.slice(1) + id.slice(0, 1)),
  fc.constant((id: string) => Buffer.from(id, 'base64url').toString('base64')),
  fc.constant((id: string) => Buffer.from(id, 'base64url').toString('hex')),
  // The last letter of 43 holds two bits that say nothing: four spellings of the same bytes.
  fc.stringMatching(/^[\w-]$/).map((letter) => (id: string) => id.slice(0, -1) + letter),
  place.map((at) => (id: string, other: string) => id.slice(0, at) + other.slice(at)),
  fc.tuple(place, fc.nat(3), part).map(
    ([at, length, text]) =>
      (id: string) =>
        id.slice(0, at) + text + id.slice(at + length),
  ),
  fc
    .constantFrom("' or '1'='1", '%00', '%', '*', '\u00ff', '.', '=', ',x', ' x')
    .map((text) => (id: string) => id + text),
);

/** Where it may stand. */
const arrangement = fc.constantFrom(
  (name: string, value: string) => `${name}=${value}`,
  (name: string, value: string) => `${name}="${value}"`,
  (name: string, value: string) => `${name} = ${value}`,
  (name: string, value: string) => `$Version=1; ${name}=${value}; $Path=/`,
  (name: string, value: string) => `${name}=; ${name}=${value}`,
  (name: string, value: string) => `${name.slice('__Host-'.length)}=${value}`,
  (name: string, value: string) => `${name.replace('Host', 'Secure')}=${value}`,
  (name: string, value: string) => `${name.toLowerCase()}=${value}`,
  (name: string, value: string) => `${name}[]=${value}`,
  (_: string, value: string) => `__Host-sign-in=${value}`,
  (_: string, value: string) => `__Host-other="x, __Host-session=${value}"`,
  (_: string, value: string) => value,
);

/** Whether it is what the browser was given, in quotes or twice. */
function isGenuine(cookie: string, genuine: ReadonlySet<string>): boolean {
  return cookie.split(';').some((pair) => {
    const [name = '', ...rest] = pair.split('=');
    const value = rest.join('=').trim().replaceAll(/^"|"$/g, '');
    return name.trim() === '__Host-session' && genuine.has(value);
  });
}

test(
  `S5: of cookies changed, swapped, expired or signed out of none is accepted (${runs} runs)`,
  { timeout: 60_000 + runs * 30 },
  async () => {
    await using console = await openTestAccess();
    await using elsewhere = await openTestAccess();
    const me = (cookie: string) => console.request('/api/me', { headers: { cookie } });
    const start = console.time.now;
    const idOf = ({ cookie }: { cookie: string }) => cookie.slice('__Host-session='.length);

    // Their rows are still there: a log-in sweeps away only what had ended before it.
    const outlived = await console.signedIn('admin');
    for (const hour of [7, 14]) {
      console.time.now = start + hour * 3_600_000;
      expect((await me(outlived.cookie)).status).toBe(200);
    }
    const idle = await console.signedIn('admin');
    console.time.now = start + 21 * 3_600_000;
    expect((await me(outlived.cookie)).status).toBe(200);
    const signedOut = await console.signedIn('admin');
    await console.request('/access/sign-out', { method: 'POST', headers: signedOut });
    const admin = await console.signedIn('admin');
    const viewer = await console.signedIn('viewer');
    console.time.now = start + 24.5 * 3_600_000;
    const dead = [outlived, idle, signedOut, await elsewhere.signedIn('admin')].map(idOf);
    const live = new Set([admin, viewer].map(idOf));
    const ids = fc.constantFrom(...dead, ...live);

    const refused = { cookies: 0, writes: 0 };
    await fc.assert(
      fc.asyncProperty(
        ids,
        ids,
        mutation,
        arrangement,
        fc.boolean(),
        async (id, other, mutate, arrange, writes) => {
          const headers = new Headers();
          try {
            headers.set('cookie', arrange('__Host-session', mutate(id, other)));
          } catch {
            // No browser can send it either.
            return fc.pre(false);
          }
          fc.pre(!isGenuine(headers.get('cookie') ?? '', live));
          const answer = writes
            ? await console.request(webhookPath, { method: 'DELETE', headers })
            : await console.request('/api/me', { headers });
          expect(answer.status).toBe(401);
          expect(answer.headers.getSetCookie()).toEqual([]);
          refused[writes ? 'writes' : 'cookies']++;
        },
      ),
      { numRuns: runs },
    );
    expect(refused.cookies + refused.writes).toBeGreaterThanOrEqual(runs);
    expect(refused.writes).toBeGreaterThan(runs / 4);
    expect(console.calls).toHaveLength(0);
    expect(await (await me(admin.cookie)).json()).toMatchObject({ role: 'admin' });
    expect(await (await me(viewer.cookie)).json()).toMatchObject({ role: 'viewer' });
  },
);
