import { useLayoutEffect, useMemo, useRef } from 'react';
import type { RowActions } from './webhook-row.tsx';

/** The same functions for the life of the page, each doing what the latest render meant by it. */
export function useRowActions(current: RowActions): RowActions {
  const latest = useRef(current);
  useLayoutEffect(() => {
    latest.current = current;
  });
  return useMemo(
    () => ({
      select: (...given) => latest.current.select(...given),
      open: (...given) => latest.current.open(...given),
      refresh: (...given) => latest.current.refresh(...given),
      delete: (...given) => latest.current.delete(...given),
    }),
    [],
  );
}
