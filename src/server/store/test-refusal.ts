/** For tests. */
import { expect } from 'vitest';
import { StartError } from '../start-error.ts';

/** The one line with which an opening is refused. */
export async function refusal(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(StartError);
  const message = error instanceof StartError ? error.message : '';
  expect(message).not.toContain('\n');
  return message;
}
