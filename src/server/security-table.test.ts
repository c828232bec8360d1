import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasTitle, proofRows, readBeside } from './test-proof-table.ts';

/** What is to be repaired in a table of attacks; `read` resolves a test's file, or undefined. */
function faultsOf(table: string, read: (file: string) => string | undefined): string[] {
  const rows = proofRows(table, 'Attack');
  if (rows.length === 0) return ['there is no table'];
  return rows.flatMap(({ cells: [attack = '', remedy = '', proof = ''], links }) => {
    if (remedy === '') return [`${attack}: nothing stops it`];
    if (proof.startsWith('not there yet')) return [];
    const proofs = links.filter(({ text, file }) => proof.includes(`[${text}](${file})`));
    if (proofs.length === 0) return [`${attack}: nothing proves it`];
    return proofs
      .filter(({ text, file }) => !hasTitle(read(file) ?? '', text))
      .map(({ text, file }) => `${attack}: ${file} has no test “${text}”`);
  });
}

test('every attack in the table has something that stops it, and a test that is there', () => {
  const page = fileURLToPath(new URL('SECURITY.md', import.meta.url));
  expect(faultsOf(readFileSync(page, 'utf8'), readBeside(page))).toEqual([]);
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
