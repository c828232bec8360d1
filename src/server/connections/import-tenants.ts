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
interface Wanted {
  line: number;
  tenant: NewTenant;
  siteUrl: string;
}

/** A tenant takes a few hundred bytes. */
const longestLine = 64 * 1024;

/** Keeps each line's tenant by itself: one that is refused, by its number, refuses no other. */
export async function importTenants(
  body: ReadableStream<Uint8Array>,
  store: TenantStore,
  privateSites: ReadonlySet<string>,
  answer: ImportAnswer,
): Promise<void> {
  let wanted: Wanted[] = [];
  const chunks = boundedChunks(body, mostImportBytes);
  for await (const { number: line, text, isTooLong } of linesOf(chunks, longestLine)) {
    if (isTooLong) {
      refuse(answer, line, `The line is longer than ${longestLine} bytes.`);
      continue;
    }
    if (text?.trim() === '') continue;
    const read = readLine(text, privateSites);
    if ('reason' in read) refuse(answer, line, read.reason);
    else wanted.push({ line, ...read });
    if (wanted.length < perTransaction) continue;
    await keep(wanted, store, answer);
    wanted = [];
  }
  await keep(wanted, store, answer);
}

async function keep(wanted: Wanted[], store: TenantStore, answer: ImportAnswer): Promise<void> {
  if (wanted.length === 0) return;
  const ids = await inTransaction(store.database, async (database) => {
    const added: (string | undefined)[] = [];
    for (const { tenant, siteUrl } of wanted) {
      added.push(await addTenant({ ...store, database }, tenant, siteUrl));
    }
    return added;
  });
  for (const [index, { line }] of wanted.entries()) {
    if (ids[index] === undefined)
      refuse(answer, line, 'This app’s connection to this site is there already.');
    else answer.added++;
  }
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
