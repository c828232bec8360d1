import * as z from 'zod/mini';

/** What `POST /api/connections/{id}/test` tells of one operation. */
export const operationTrial = z.object({
  operation: z.enum(['list', 'register', 'delete', 'refresh', 'failed']),
  /** Only what changes nothing is called. */
  outcome: z.enum(['answered', 'refused', 'no-answer', 'not-tried']),
  /** Of the answer, where there was one. */
  status: z.optional(z.int()),
  /** What the site said, word for word, or why nothing is known. */
  message: z.string(),
});
export type OperationTrial = z.output<typeof operationTrial>;

export const connectionTrial = z.object({ operations: z.array(operationTrial) });
export type ConnectionTrial = z.output<typeof connectionTrial>;

/** What `POST /api/connections/import` tells. */
export const importAnswer = z.object({
  added: z.int(),
  /** By line, from 1. */
  refused: z.array(z.object({ line: z.int(), reason: z.string() })),
  /** How many were refused, where `refused` tells only the first. */
  refusedCount: z.int(),
});
export type ImportAnswer = z.output<typeof importAnswer>;
