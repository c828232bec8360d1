/**
 * The rules of the house: which part may import which. The browser never sees the server, the contract
 * (`jira/`) depends on nothing, and what is in `ui/` knows nothing of Jira, of URLs or of fetching.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/** A file by its path below `src`, with forward slashes. */
interface SourceFile {
  path: string;
  source: string;
}

const verticals = ['webhooks', 'failures', 'payloads', 'connections'];
const browser = new Set([
  ...verticals,
  'jira',
  'ui',
  'routes',
  'main.tsx',
  'router.tsx',
  'routeTree.gen.ts',
]);

/** What each room may import besides itself. The files beside the rooms put them together. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  jira: [],
  ui: [],
  ...Object.fromEntries(verticals.map((vertical) => [vertical, ['ui', 'jira']])),
  routes: [...verticals, 'ui', 'jira'],
  sandbox: ['jira'],
  server: ['jira', 'sandbox'],
  'main.tsx': ['router.tsx', ...verticals, 'ui', 'jira'],
  'router.tsx': ['routeTree.gen.ts', 'routes', ...verticals, 'ui', 'jira'],
  // Written by the router's plugin, which also types the router by it.
  'routeTree.gen.ts': ['routes', 'router.tsx'],
};

/** Packages that a room must do without, by the start of their names. */
const forbiddenPackages: Readonly<Record<string, RegExp>> = {
  jira: /^(?:(?:react|react-dom|lucide-react|hono|kysely|pino)(?:\/|$)|@tanstack\/|@hono\/)/,
  ui: /^(?:@tanstack\/(?:react-)?(?:router|query|form)|react-router|react-hook-form|formik)/,
};

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** The folder under `src`, or the file itself where it lies beside the folders. */
const roomOf = (file: string) => file.split('/')[0] ?? file;

function importsOf({ path: file, source }: SourceFile): string[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const statics = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  );
  // As text, so that the types of `import('…')` count too.
  const dynamics = [...source.matchAll(/\bimport\(\s*['"`]([^'"`]+)/g)].map(
    ([, name]) => name ?? '',
  );
  return [...new Set([...statics, ...reexports, ...dynamics])];
}

/** One sentence for each import or file that breaks a rule. */
function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...ofPlace(file),
    ...ofLength(file),
    ...importsOf(file).flatMap((name) =>
      ofImport(file.path, name).map((reason) => `${file.path} imports ${name}: ${reason}`),
    ),
  ]);
}

function ofPlace({ path: file }: SourceFile): string[] {
  const isKnown = Object.hasOwn(arrows, roomOf(file)) || (!file.includes('/') && isTest(file));
  return isKnown ? [] : [`${file} is in no room of the house`];
}

function ofLength({ path: file, source }: SourceFile): string[] {
  const lines = source.trimEnd().split('\n').length;
  const isRoute = roomOf(file) === 'routes' && !isTest(file);
  return isRoute && lines >= 50 ? [`${file} has ${lines} lines: a route stays under 50`] : [];
}

function ofImport(file: string, name: string): string[] {
  const isRelative = name.startsWith('.');
  // The router's plugin leaves extensions out.
  if (
    isRelative &&
    file !== 'routeTree.gen.ts' &&
    !/\.(?:tsx?|js|css|json|svg)(?:\?[\w&]+)?$/.test(name)
  ) {
    return ['a relative import carries its extension'];
  }
  if (name.startsWith('/')) return ['an import is relative or a package'];
  const target = path.posix.join(path.posix.dirname(file), name);
  if (isRelative && isTest(target) && !isTest(file)) return ['a test is imported by nobody'];
  // A test may put rooms together; it runs in Node, and reaches no browser.
  if (isTest(file)) return [];
  return isRelative ? ofRooms(file, target) : ofPackage(file, name);
}

function ofRooms(file: string, target: string): string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (to === '..') return ['it leaves src'];
  if (from !== to && !arrows[from]?.includes(to)) return [`${from} may not import ${to}`];
  const isHeavy = target.startsWith('jira/jql/') || target === 'jira/matcher.ts';
  const mayBeHeavy = file.startsWith('jira/jql/') || file === 'jira/matcher.ts';
  return from === 'jira' && isHeavy && !mayBeHeavy ? ['only the matcher loads the JQL parser'] : [];
}

function ofPackage(file: string, name: string): string[] {
  const room = roomOf(file);
  if (browser.has(room) && isBuiltin(name)) return ['a browser has no Node'];
  if (forbiddenPackages[room]?.test(name)) return [`${room} does without it`];
  const isParser = name.startsWith('@atlaskit/jql-');
  return isParser && !file.startsWith('jira/jql/') ? ['only jira/jql loads the JQL parser'] : [];
}

function readSource(): SourceFile[] {
  return readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[jt]sx?)$/.test(entry.name))
    .filter((entry) => !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(import.meta.dirname, file).replaceAll(path.sep, '/'),
      source: readFileSync(file, 'utf8'),
    }));
}

describe('the rules of the house', () => {
  test('are kept by every file under src', () => {
    const files = readSource();
    expect(files.map(({ path }) => path)).toContain('jira/wire.ts');
    expect(violations(files)).toEqual([]);
  });

  const file = (path: string, source: string): SourceFile => ({ path, source });

  test.each([
    ['jira/a.ts', `import '../ui/a.ts'`, 'jira may not import ui'],
    ['jira/a.ts', `import { a } from '../sandbox/a.ts'`, 'jira may not import sandbox'],
    ['jira/a.ts', `import type { ReactNode } from 'react'`, 'jira does without it'],
    ['jira/a.ts', `import { jsx } from 'react/jsx-runtime'`, 'jira does without it'],
    ['jira/a.ts', `import { useQuery } from '@tanstack/react-query'`, 'jira does without it'],
    ['jira/a.ts', `import 'node:fs'`, 'a browser has no Node'],
    ['jira/a.ts', `import 'fs/promises'`, 'a browser has no Node'],
    [
      'jira/a.ts',
      `import { judgeJql } from './jql/judge.ts'`,
      'only the matcher loads the JQL parser',
    ],
    ['ui/a.tsx', `import '../jira/a.ts'`, 'ui may not import jira'],
    ['ui/a.tsx', `import { Link } from '@tanstack/react-router'`, 'ui does without it'],
    ['ui/a.tsx', `export * from '@tanstack/router-core/isServer'`, 'ui does without it'],
    ['ui/a.tsx', `import { useQuery } from '@tanstack/react-query'`, 'ui does without it'],
    ['ui/a.tsx', `import { useForm } from 'react-hook-form'`, 'ui does without it'],
    ['webhooks/a.ts', `import '../connections/a.ts'`, 'webhooks may not import connections'],
    ['webhooks/a.ts', `import '../routes/index.tsx'`, 'webhooks may not import routes'],
    [
      'webhooks/a/b.ts',
      `import type { A } from '../../server/a.ts'`,
      'webhooks may not import server',
    ],
    [
      'webhooks/a.ts',
      `const a = await import('../sandbox/a.ts')`,
      'webhooks may not import sandbox',
    ],
    ['webhooks/a.ts', `let a: import('../server/a.ts').A`, 'webhooks may not import server'],
    [
      'webhooks/a.ts',
      `import { JastBuilder } from '@atlaskit/jql-ast'`,
      'only jira/jql loads the JQL parser',
    ],
    ['failures/a.ts', `export { a } from '../webhooks/a.ts'`, 'failures may not import webhooks'],
    ['payloads/a.ts', `import '../server/a.ts'`, 'payloads may not import server'],
    ['connections/a.ts', `import 'node:path'`, 'a browser has no Node'],
    ['routes/index.tsx', `import '../sandbox/a.ts'`, 'routes may not import sandbox'],
    ['routes/index.tsx', `import '../router.tsx'`, 'routes may not import router.tsx'],
    ['sandbox/a.ts', `import '../server/a.ts'`, 'sandbox may not import server'],
    ['server/a.ts', `import '../webhooks/a.ts'`, 'server may not import webhooks'],
    ['main.tsx', `import './server/main.ts'`, 'main.tsx may not import server'],
    ['router.tsx', `import 'node:fs'`, 'a browser has no Node'],
    ['ui/a.ts', `import './b'`, 'a relative import carries its extension'],
    ['server/a.test.ts', `import './b.js.map'`, 'a relative import carries its extension'],
    ['server/a.ts', `import './b.test.ts'`, 'a test is imported by nobody'],
    ['server/a.ts', `import '../../e2e/a.ts'`, 'it leaves src'],
    ['server/a.ts', `import '/src/server/b.ts'`, 'an import is relative or a package'],
  ])('%s may not say %s', (path, source, reason) => {
    expect(violations([file(path, source)])).toEqual([expect.stringContaining(`: ${reason}`)]);
  });

  test('know their rooms, and the length of a route', () => {
    const found = violations([
      file('helpers/a.ts', ''),
      file('extra.ts', ''),
      file('routes/long.tsx', 'export {};\n'.repeat(50)),
    ]);
    expect(found).toEqual([
      'helpers/a.ts is in no room of the house',
      'extra.ts is in no room of the house',
      'routes/long.tsx has 50 lines: a route stays under 50',
    ]);
  });

  test('find nothing in a house in order', () => {
    const found = violations([
      file('main.tsx', `import './router.tsx'; import './ui/base.css'; import 'react-dom/client'`),
      file('router.tsx', `import { routeTree } from './routeTree.gen.ts'`),
      file('routeTree.gen.ts', `import { Route } from './routes/__root'`),
      file('routes/index.tsx', `import { List } from '../webhooks/list.tsx';\n`.repeat(49)),
      file('webhooks/list.tsx', `import '../ui/a.tsx'; import '../jira/wire.ts'; import 'react'`),
      file('webhooks/list.test.ts', `import 'node:fs'; import '../sandbox/sandbox.ts'`),
      file(
        'ui/a.tsx',
        `import styles from './a.module.css'; import 'react'; import 'lucide-react'`,
      ),
      file('jira/wire.ts', `import * as z from 'zod/mini'`),
      file('jira/matcher.ts', `import './jql/judge.ts'`),
      file('jira/jql/parse.ts', `import '@atlaskit/jql-ast'`),
      file('sandbox/a.ts', `import '../jira/wire.ts'`),
      file(
        'server/main.ts',
        `import 'node:fs'; import '../sandbox/a.ts'; import '../jira/wire.ts'`,
      ),
    ]);
    expect(found).toEqual([]);
  });
});
