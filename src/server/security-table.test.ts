import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What is to be repaired in a table of attacks; `read` resolves a test's file, or undefined. */
function faultsOf(table: string, read: (file: string) => string | undefined): string[] {
  const rows = table.split('\n').filter((line) => /^\| (?!Attack |---)/.test(line));
  if (rows.length === 0) return ['there is no table'];
  return rows.flatMap((row) => {
    const [, attack = '', remedy = '', proof = ''] = row
      .split(' | ')
      .flatMap((cell) => cell.split(/^\| /));
    if (remedy.trim() === '') return [`${attack}: nothing stops it`];
    if (proof.startsWith('not there yet')) return [];
    const links = [...proof.matchAll(/\[(.+?)\]\(([^)\s]+)\)/g)];
    if (links.length === 0) return [`${attack}: nothing proves it`];
    return links.flatMap(([, title = '', file = '']) => {
      const isThere = ["'", '"', '`'].some((quote) => read(file)?.includes(quote + title));
      return isThere ? [] : [`${attack}: ${file} has no test “${title}”`];
    });
  });
}

test('every attack in the table has something that stops it, and a test that is there', () => {
  const table = readFileSync(pathOf('SECURITY.md'), 'utf8');
  const read = (file: string) =>
    existsSync(pathOf(file)) ? readFileSync(pathOf(file), 'utf8') : undefined;
  expect(faultsOf(table, read)).toEqual([]);
});

test('a table with a row that nothing proves is found out', () => {
  const read = (file: string) => (file === 'a.test.ts' ? "test('S1: it is refused', …" : undefined);
  const row = (proof: string) =>
    `| Attack | What stops it | Proof |\n| --- | --- | --- |\n| a | b | ${proof} |`;
  expect(faultsOf(row('[S1: it is refused](a.test.ts)'), read)).toEqual([]);
  expect(faultsOf(row('not there yet'), read)).toEqual([]);
  expect(faultsOf(row('[S1: it is served](a.test.ts)'), read)).toHaveLength(1);
  expect(faultsOf(row('[S1: it is refused](b.test.ts)'), read)).toHaveLength(1);
  expect(faultsOf(row('it is so'), read)).toHaveLength(1);
  expect(faultsOf('', read)).toHaveLength(1);
});
