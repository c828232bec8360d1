/** What the state in the address means. Apart from its shape, which every screen's router has to know. */
import type { FailuresSearch, Span } from './search.ts';

const hour = 3_600_000;
const spanHours: Record<Span, number> = {
  '24h': 24,
  '72h': 72,
  '7d': 7 * 24,
  '30d': 30 * 24,
  '90d': 90 * 24,
};

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

/** An address whose time ends before it begins chooses none. */
export function withoutBackwardTime(search: FailuresSearch): FailuresSearch {
  const { from, to } = search;
  const isBackward = from !== undefined && to !== undefined && from >= to;
  return isBackward ? { ...search, from: undefined, to: undefined } : search;
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
  const begin = end - spanHours[span] * hour;
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
