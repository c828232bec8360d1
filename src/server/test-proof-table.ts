/** Tables in the project's own pages that name, for each row, the tests that prove it. For tests. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ProofRow {
  /** The cells, from the first. */
  cells: string[];
  links: { text: string; file: string }[];
}

/** The rows of the table whose first column has this name. */
export function proofRows(markdown: string, firstColumn: string): ProofRow[] {
  const lines = markdown.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} `));
  if (head === -1) return [];
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end === -1 ? lines.length : end).map((line) => ({
    cells: line
      .replaceAll(/^\| | \|$/g, '')
      .split(' | ')
      .map((cell) => cell.trim()),
    links: [...line.matchAll(/\[(.+?)\]\(([^)\s]+)\)/g)].map(([, text = '', file = '']) => ({
      text,
      file,
    })),
  }));
}

/** Whether a test's source has a title that begins like this. */
export const hasTitle = (source: string, beginning: string) =>
  ["'", '"', '`'].some((quote) => source.includes(quote + beginning));

/** Reads what a page links to; undefined where there is no such file. */
export const readBeside = (page: string) => (file: string) => {
  const target = path.resolve(path.dirname(page), file);
  return existsSync(target) ? readFileSync(target, 'utf8') : undefined;
};
