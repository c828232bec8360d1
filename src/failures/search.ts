import * as z from 'zod/mini';
import { failureGroupings, histogramSplits } from '../jira/failure-views.ts';

const hour = 3_600_000;

/** How far back the screen looks, in hours. 72 is as far as Jira itself remembers. */
export const spans = {
  '24h': 24,
  '72h': 72,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
} as const;
export type Span = keyof typeof spans;
const spanNames = ['24h', '72h', '7d', '30d', '90d'] as const satisfies readonly Span[];

/** The router reads `?text=12` as a number, and `?text=true` as a boolean. */
const text = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));
const healing = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const whole = (most: number) =>
  z.pipe(
    z.int(),
    z.transform((number, context) => {
      if (number >= 0 && number <= most) return number;
      context.issues.push({ code: 'custom', input: number });
      return z.NEVER;
    }),
  );
const time = whole(999_999_999_999_999);

/**
 * The state of the screen, as it stands in the address. A value that makes no sense becomes its default:
 * an address heals, it never breaks the screen. Times are milliseconds since 1970.
 */
export const failuresSearch = z.object({
  span: z.catch(z._default(z.enum(spanNames), '72h'), '72h'),
  /** A part of the span, chosen in the histogram; `to` is not included. */
  from: healing(time),
  to: healing(time),
  url: healing(text),
  /** Empty: those whose event is not known. The same for `project`. */
  event: healing(text),
  project: healing(text),
  webhook: healing(whole(Number.MAX_SAFE_INTEGER)),
  /** Somewhere in the body. */
  text: z.catch(z._default(text, ''), ''),
  split: z.catch(z._default(z.enum(histogramSplits), 'event'), 'event'),
  /** What the failures are counted by, instead of listed one by one. */
  group: healing(z.enum(failureGroupings)),
  /** The failure whose body is open, as {@link failureKey} names it. */
  open: healing(text),
  /** Those chosen for an export, named likewise, with spaces between. */
  selected: z.catch(z._default(text, ''), ''),
});
export type FailuresSearch = z.output<typeof failuresSearch>;
export const failuresSearchDefaults = {
  span: '72h',
  text: '',
  split: 'event',
  selected: '',
} as const satisfies Partial<FailuresSearch>;

/** What narrows the list. */
export const noFilters = {
  from: undefined,
  to: undefined,
  url: undefined,
  event: undefined,
  project: undefined,
  webhook: undefined,
  text: '',
} as const satisfies Partial<FailuresSearch>;

export type Filters = Pick<FailuresSearch, keyof typeof noFilters>;

export function isFiltered(search: Filters): boolean {
  return Object.entries(noFilters).some(([name, none]) => search[name as keyof Filters] !== none);
}

export interface Range {
  from: number;
  to: number;
}

/** The part that is chosen; an end that is missing is the span's. */
export function chosenRange({ from, to }: Filters, whole: Range): Range | null {
  if (from === undefined && to === undefined) return null;
  return { from: from ?? whole.from, to: to ?? whole.to };
}

/**
 * What the histogram shows: the span up to the running hour, in whole hours, and what is chosen where
 * that lies further back.
 */
export function wholeRange({ span, from, to }: FailuresSearch, now: number): Range {
  const end = Math.floor(now / hour + 1) * hour;
  const begin = end - spans[span] * hour;
  return { from: Math.min(begin, from ?? begin), to: Math.max(end, to ?? end) };
}

/** `1767225600000:delivery`: its failure time and its delivery, which together are one failure. */
export function failureKey({ id, failureTime }: { id: string; failureTime: number }): string {
  return `${failureTime}:${id}`;
}

export function parseFailureKey(key: string): { id: string; failureTime: number } | undefined {
  const [, failureTime, id] = /^(\d{1,15}):(.+)$/s.exec(key) ?? [];
  return failureTime === undefined || id === undefined
    ? undefined
    : { id, failureTime: Number(failureTime) };
}
