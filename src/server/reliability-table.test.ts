import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { proofRows, readBeside } from './test-proof-table.ts';

/** A title may name several rows: `A1, A2: …`. */
const holds = (source: string, row: string) =>
  new RegExp(`['"\`](?:[RSEA]\\d+, )*${row}(?:, [RSEA]\\d+)*: `).test(source);

/** What is to be repaired in the table of what the product is held to. */
function faultsOf(table: string, read: (file: string) => string | undefined): string[] {
  const rows = proofRows(table, 'Row');
  if (rows.length === 0) return ['there is no table'];
  return rows.flatMap(({ cells: [row = '', what = '', proof = ''], links }) => {
    if (what === '') return [`${row}: it says nothing`];
    if (links.length === 0 && !proof.startsWith('by hand: ')) return [`${row}: nothing proves it`];
    return links
      .filter(({ file }) => !holds(read(file) ?? '', row))
      .map(({ file }) => `${row}: no title in ${file} begins with it`);
  });
}

const page = fileURLToPath(new URL('../../e2e/README.md', import.meta.url));
const table = readFileSync(page, 'utf8');

test('each file that a row names has tests whose titles begin with it', () => {
  expect(faultsOf(table, readBeside(page))).toEqual([]);
});

test('all that the product is held to is in the table', () => {
  const numbered = (letter: string, most: number) =>
    Array.from({ length: most }, (_, index) => `${letter}${index + 1}`);
  const all = [...numbered('R', 18), ...numbered('S', 9), ...numbered('E', 3), ...numbered('A', 2)];
  expect(proofRows(table, 'Row').map(({ cells: [row] }) => row)).toEqual(all);
});

test('a row that nothing holds is found out', () => {
  const read = (file: string) => (file === 'a.test.ts' ? "test('A1, R1: it holds', …" : undefined);
  const row = (name: string, proof: string) =>
    `| Row | What is tried | Tests |\n| --- | --- | --- |\n| ${name} | it | ${proof} |\n`;
  expect(faultsOf(row('R1', '[a](a.test.ts)'), read)).toEqual([]);
  expect(faultsOf(row('R1', 'by hand: so'), read)).toEqual([]);
  expect(faultsOf(row('R11', '[a](a.test.ts)'), read)).toHaveLength(1);
  expect(faultsOf(row('R1', '[b](b.test.ts)'), read)).toHaveLength(1);
  expect(faultsOf(row('R1', 'it is so'), read)).toHaveLength(1);
  expect(faultsOf('', read)).toHaveLength(1);
});
