/**
 * One line of CSV (RFC 4180). A spreadsheet takes a cell that begins with one of these for a formula and
 * may run it; behind an apostrophe it is a text (OWASP, CSV Injection).
 */
const formulaStart = /^[=+\-@\t\r]/;

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
