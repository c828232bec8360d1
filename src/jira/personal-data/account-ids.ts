/**
 * Account ids as Atlassian makes them: a number and a UUID, `qm:` and two UUIDs, or 24 hexadecimal digits as
 * before. A run of decimal digits alone is a number, and never one of them.
 */
const uuid = String.raw`[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}`;
const colon = '(?::|%3a)';
const shape = String.raw`(?:(?:qm${colon}${uuid}|ug|\d{1,8})${colon}${uuid}|(?=[\de]*[a-df])[\da-f]{24})`;

/** With nothing before or behind that would belong to it; %3D and the like don't. */
export const accountIds = new RegExp(
  String.raw`(?:(?<![\da-z])|(?<=%[\da-f]{2}))${shape}(?![\da-z])`,
  'gi',
);

const one = new RegExp(shape, 'i');

/** Somewhere in it, as where several are listed. */
export function looksLikeAccount(text: string): boolean {
  return one.test(text.length > 10_000 ? text.slice(0, 10_000) : text);
}
