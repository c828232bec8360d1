import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { getMimeType } from 'hono/utils/mime';
import type { AppEnvironment } from '../app-environment.ts';

interface StaticFile {
  body: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  /** Weak, since it stands for the plain and the compressed form alike (RFC 9110, 8.8.1). */
  etag: string;
  headers: Record<string, string>;
}

/** The built screen by path. Read once at the start: what is not in here can't be asked for. */
export type Screen = ReadonlyMap<string, StaticFile>;

/** The files below `directory`; none where it was not built yet. */
export async function readScreen(directory: string): Promise<Screen> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = file.slice(directory.length).split(sep).join('/');
        return [
          path.startsWith('/') ? path : `/${path}`,
          describe(path, await readFile(file)),
        ] as const;
      }),
    ),
  );
}

function describe(path: string, body: Uint8Array<ArrayBuffer>): StaticFile {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return {
    body,
    gzip: gzipSync(body, { level: 9 }),
    etag: `W/"${hash}"`,
    headers: {
      'Content-Type': getMimeType(path) ?? 'application/octet-stream',
      // Vite puts a hash into the names below assets/, so what a name stands for never changes.
      'Cache-Control': /^\/?assets\//.test(path)
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      Vary: 'Accept-Encoding',
    },
  };
}

/** Answers with a file of the screen, or with its page where a person navigates to one of its addresses. */
export const serveScreen = (screen: Screen) =>
  createMiddleware<AppEnvironment>(async (context, next) => {
    const { method, path } = context.req;
    if (method !== 'GET' && method !== 'HEAD') return next();
    const page = screen.get('/index.html');
    if (!page && path === '/') {
      return context.text(
        'The screen is not built yet: run `npm run build`, then start again.\n',
        503,
      );
    }
    const file = screen.get(path) ?? (asksForPage(context) ? page : undefined);
    return file ? fileAnswer(file, context.req.raw) : next();
  });

/** Whether a person goes to an address of the screen. */
export function asksForPage({ req }: Context): boolean {
  const { method, path } = req;
  if (method !== 'GET' && method !== 'HEAD') return false;
  return (
    path === '/' || (/\/[^/.]*$/.test(path) && (req.header('accept') ?? '').includes('text/html'))
  );
}

function fileAnswer(file: StaticFile, request: Request): Response {
  const headers = { ...file.headers, ETag: file.etag };
  if (request.headers.get('if-none-match')?.includes(file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/i.test(
    request.headers.get('accept-encoding') ?? '',
  );
  const isGzip = takesGzip && file.gzip.byteLength < file.body.byteLength;
  const body = isGzip ? file.gzip : file.body;
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'Content-Length': String(body.byteLength),
      ...(isGzip ? { 'Content-Encoding': 'gzip' } : {}),
    },
  });
}
