import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScreen, type Screen } from './static.ts';
import { testApp } from '../test-app.ts';

const page = '<!doctype html><title>Console</title>';
const script = 'export const words = "word ";\n'.repeat(500);
const browser = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

let directory = '';
let screen: Screen;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-screen-'));
  await mkdir(join(directory, 'dist', 'assets'), { recursive: true });
  await writeFile(join(directory, 'dist', 'index.html'), page);
  await writeFile(join(directory, 'dist', 'assets', 'main-B7x.js'), script);
  await writeFile(join(directory, 'secret.txt'), 'outside');
  screen = await readScreen(join(directory, 'dist'));
});
afterAll(() => rm(directory, { recursive: true }));

const request = (path: string, init?: RequestInit) =>
  testApp(() => Promise.reject(new Error('never')), { screen }).app.request(path, init);

test.each(['/', '/sandbox/webhooks', '/sandbox/webhooks/new', '/payloads?event=x', '/sandbox'])(
  'a person who navigates to %s gets the page, asked for anew each time',
  async (path) => {
    const response = await request(path, { headers: browser });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe(page);
  },
);

test('an asset is kept for a year, and comes compressed where that is understood', async () => {
  const plain = await request('/assets/main-B7x.js');
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(script);

  const headers = { 'accept-encoding': 'br, gzip;q=0.8' };
  const small = await request('/assets/main-B7x.js', { headers });
  expect(small.headers.get('content-encoding')).toBe('gzip');
  expect(small.headers.get('vary')).toBe('Accept-Encoding');
  expect(gunzipSync(await small.arrayBuffer()).toString()).toBe(script);

  const refusing = { 'accept-encoding': 'gzip;q=0, identity' };
  const again = await request('/assets/main-B7x.js', { headers: refusing });
  expect(again.headers.get('content-encoding')).toBeNull();
});

test('HEAD says what GET would, without the body', async () => {
  const response = await request('/assets/main-B7x.js', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBe(String(script.length));
  expect(await response.text()).toBe('');
});

test('a file that the browser has already is not sent again', async () => {
  const etag = (await request('/')).headers.get('etag') ?? '';
  const known = { headers: { 'if-none-match': `W/"other", ${etag}` } };
  expect((await request('/', known)).status).toBe(304);
  const other = { headers: { 'if-none-match': 'W/"other"' } };
  expect((await request('/', other)).status).toBe(200);
});

test.each([
  '/assets/gone-123.js',
  '/favicon.ico',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e%5c..%5csecret.txt',
  '/assets',
  '/api/webhooks',
  '/__proto__',
])('S8: %s is 404, and not a file', async (path) => {
  const response = await request(path);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('outside');
});

test('what is not a navigation does not get the page', async () => {
  expect((await request('/sandbox/webhooks')).status).toBe(404);
  expect((await request('/sandbox/webhooks', { method: 'POST', headers: browser })).status).toBe(
    404,
  );
  expect((await request('/api/nothing', { headers: browser })).status).toBe(404);
});

test('a screen that is not built says how to build it, and the rest works', async () => {
  const missing = await readScreen(join(directory, 'nowhere'));
  const { app } = testApp(() => Promise.reject(new Error('never')), { screen: missing });
  const response = await app.request('/');
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
  expect((await app.request('/api/connections')).status).toBe(200);
});
