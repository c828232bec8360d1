import { BadRequest } from './errors.ts';
import { unverifiedTexts } from './texts.ts';

/**
 * A whole number from the query, or `otherwise` where it is absent or empty. How Jira words the refusal
 * of anything else, and that it refuses negative ones, is not established.
 */
export function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new BadRequest(unverifiedTexts.invalidParameter(name, text.slice(0, 100)));
}
