import { useCallback, useMemo, useRef } from 'react';
import type { ArchivedFailure } from '../jira/failures.ts';
import { failureKey, parseFailureKey } from './search-state.ts';

/** As many as an address can name; more are exported by filters. */
export const mostSelected = 100;

/** The selection as the address holds it: names with spaces between. */
export function useSelectedFailures(
  failures: readonly ArchivedFailure[],
  text: string,
  onChange: (change: { selected: string }) => void,
) {
  const selected = useMemo(() => parseSelected(text), [text]);
  /** Where a range began: the last row that was clicked by itself. */
  const anchor = useRef<string>(undefined);
  const latest = useRef({ failures, selected, onChange });
  latest.current = { failures, selected, onChange };

  const toggle = useCallback((failure: ArchivedFailure, checked: boolean, toHere: boolean) => {
    const { failures, selected, onChange } = latest.current;
    const key = failureKey(failure);
    const from = toHere ? failures.findIndex((one) => failureKey(one) === anchor.current) : -1;
    const to = failures.indexOf(failure);
    anchor.current = key;
    const some =
      from === -1 ? [failure] : failures.slice(Math.min(from, to), Math.max(from, to) + 1);
    const next = new Set(selected);
    for (const one of some) {
      if (checked) next.add(failureKey(one));
      else next.delete(failureKey(one));
    }
    onChange({ selected: selectedText(next) });
  }, []);

  return { selected, toggle };
}

/** Jira's delivery ids are UUIDs; one that was handed in may hold spaces too, which are escaped. */
export function selectedText(keys: Iterable<string>): string {
  return [...keys]
    .slice(0, mostSelected)
    .map((key) => key.replaceAll(/[ %]/g, encodeURIComponent))
    .join(' ');
}

/** A name that makes no sense selects nothing. */
export function parseSelected(text: string): ReadonlySet<string> {
  const keys = text
    .split(' ')
    .map((key) => key.replaceAll(/%2[05]/g, decodeURIComponent))
    .filter((key) => parseFailureKey(key) !== undefined);
  return new Set(keys.slice(0, mostSelected));
}
