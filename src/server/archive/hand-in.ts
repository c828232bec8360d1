import type { Kysely } from 'kysely';
import type { HandInAnswer } from '../../jira/failures.ts';
import { mostHandedIn } from '../../jira/failures.ts';
import type { Tables } from '../store/tables.ts';
import { keepFailures, type GivenFailure } from './keep-failures.ts';

/** More records came than may come in one call. */
export class TooMany extends Error {
  override readonly name = 'TooMany';
}

const batchRecords = 200;
/** In UTF-16 units: what is held between two transactions. */
const batchText = 4 * 1024 * 1024;

/** Takes records one by one and keeps them in batches; each is kept whole or not at all. */
export function openHandIn(database: Kysely<Tables>, connectionId: string, archivedAt: number) {
  const answer: HandInAnswer = { accepted: 0, known: 0, refused: [] };
  let batch: GivenFailure[] = [];
  let text = 0;
  let count = 0;

  async function keep(): Promise<void> {
    const given = batch;
    batch = [];
    text = 0;
    if (given.length === 0) return;
    const accepted = await keepFailures(database, connectionId, given, archivedAt);
    answer.accepted += accepted;
    answer.known += given.length - accepted;
  }

  return {
    /** What became of all that is kept or refused so far. */
    answer,
    async take(record: number, read: GivenFailure | string): Promise<void> {
      if (++count > mostHandedIn) throw new TooMany();
      if (typeof read === 'string') {
        answer.refused.push({ record, reason: read });
        return;
      }
      batch.push(read);
      text += read.body?.length ?? 0;
      if (batch.length >= batchRecords || text >= batchText) await keep();
    },
    keep,
  };
}
