import type { ImportAnswer } from '../../jira/connection-test.ts';
import { boundedChunks, linesOf } from '../archive/record-lines.ts';
import { addTenant, newTenant, readSiteUrl, type NewTenant, type TenantStore } from './tenants.ts';
import { inTransaction } from '../store/in-transaction.ts';

/** Some forty thousand tenants. */
export const mostImportBytes = 16 * 1024 * 1024;
/** Enough to see what is wrong; a file that is wrong throughout is not told line by line. */
const mostTold = 1000;
const perTransaction = 200;

type Read = { tenant: NewTenant; siteUrl: string } | { reason: string };
type Line = Read & { line: number };

/** A tenant takes a few hundred bytes. */
const longestLine = 64 * 1024;

/** Keeps each line's tenant by itself: one that is refused, by its number, refuses no other. */
export async function importTenants(
  body: ReadableStream<Uint8Array>,
  store: TenantStore,
  privateSites: ReadonlySet<string>,
  answer: ImportAnswer,
): Promise<void> {
  let lines: Line[] = [];
  const chunks = boundedChunks(body, mostImportBytes);
  for await (const { number: line, text, isTooLong } of linesOf(chunks, longestLine)) {
    if (text?.trim() === '') continue;
    const read = isTooLong
      ? { reason: `The line is longer than ${longestLine} bytes.` }
      : readLine(text, privateSites);
    lines.push({ line, ...read });
    if (lines.length < perTransaction) continue;
    await keep(lines, store, answer);
    lines = [];
  }
  await keep(lines, store, answer);
}

/** Told in the order of the lines, whoever refuses one. */
async function keep(lines: readonly Line[], store: TenantStore, answer: ImportAnswer) {
  if (lines.length === 0) return;
  const reasons = await inTransaction(store.database, async (database) => {
    const told: (string | undefined)[] = [];
    for (const line of lines) {
      told.push('reason' in line ? line.reason : await keepOne({ ...store, database }, line));
    }
    return told;
  });
  for (const [index, { line }] of lines.entries()) {
    const reason = reasons[index];
    if (reason === undefined) answer.added++;
    else refuse(answer, line, reason);
  }
}

async function keepOne(
  store: TenantStore,
  { tenant, siteUrl }: Exclude<Read, { reason: string }>,
): Promise<string | undefined> {
  const id = await addTenant(store, tenant, siteUrl);
  return id === undefined ? 'This app’s connection to this site is there already.' : undefined;
}

function readLine(text: string | undefined, privateSites: ReadonlySet<string>): Read {
  if (text === undefined) return { reason: 'The line is not UTF-8.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'The line is not JSON.' };
  }
  // In a file of tenants the kind goes without saying.
  const parsed = newTenant.safeParse(
    typeof value === 'object' && value !== null ? { kind: 'connect', ...value } : value,
  );
  if (!parsed.success) return { reason: `${parsed.error.issues[0]?.message ?? 'not a tenant'}.` };
  const read = readSiteUrl(parsed.data.siteUrl, privateSites);
  return 'fault' in read
    ? { reason: `${read.fault}.` }
    : { tenant: parsed.data, siteUrl: read.siteUrl };
}

function refuse(answer: ImportAnswer, line: number, reason: string): void {
  answer.refusedCount++;
  if (answer.refused.length < mostTold) answer.refused.push({ line, reason });
}
