import { useCallback, useEffect, useRef, useState } from 'react';
import type { BodyClient } from './body-client.ts';
import type { BodyRow } from './body-row.ts';
import type { FoundPlace, Opened, Place, View } from './open-body.ts';

export interface Pane {
  view: View;
  rows: number;
  /** The row that the keyboard is at. */
  current: number;
  /** Counts what changed the rows, so that they are asked for anew. */
  version: number;
  query: string;
  found: Pick<FoundPlace, 'nth' | 'count' | 'isCut'> | undefined;
}

/** The state of one opened body on the screen, and the acts that change it. */
export function useBodyPane(client: BodyClient, opened: Opened) {
  const [pane, setPane] = useState<Pane>({
    view: opened.view,
    rows: opened.rows,
    current: 0,
    version: 0,
    query: '',
    found: undefined,
  });
  /** What the next act begins from, before the page is painted with it. */
  const at = useRef(0);

  const arrive = useCallback((place: Place, change: Partial<Pane> = {}) => {
    at.current = place.row;
    setPane((was) => ({
      ...was,
      ...change,
      rows: place.rows,
      current: place.row,
      version: was.version + 1,
    }));
  }, []);

  function go(row: number): void {
    at.current = Math.max(0, Math.min(row, pane.rows - 1));
    setPane((was) => ({ ...was, current: at.current }));
  }

  // A letter typed while the one before is still being sought replaces what is sought next.
  const wanted = useRef<string>(undefined);
  const isSeeking = useRef(false);
  async function find(query: string): Promise<void> {
    setPane((was) => ({ ...was, query }));
    wanted.current = query;
    if (isSeeking.current) return;
    isSeeking.current = true;
    while (wanted.current !== undefined) {
      const sought: string = wanted.current;
      wanted.current = undefined;
      const place = await client.call('find', sought, at.current);
      arrive(place, { found: sought === '' ? undefined : place });
    }
    isSeeking.current = false;
  }

  async function step(by: 1 | -1): Promise<void> {
    if (!pane.found || pane.found.count === 0) return;
    const place = await client.call('match', pane.found.nth + by, at.current);
    arrive(place, { found: place });
  }

  return {
    pane,
    go,
    find: (query: string) => void find(query),
    step: (by: 1 | -1) => void step(by),
    show: (view: View) =>
      void client.call('show', view, at.current).then((place) => arrive(place, { view })),
    fold: (row: number, isFolded: boolean) =>
      void client.call('fold', row, isFolded).then((place) => arrive(place)),
    foldTo: (level: number) =>
      void client.call('foldTo', level, at.current).then((place) => arrive(place)),
    /** To a line of the formatted view. */
    goToLine: (line: number) =>
      void client.call('reveal', line).then((place) => arrive(place, { view: 'formatted' })),
    goOut: () => void client.call('parent', at.current).then((place) => arrive(place)),
  };
}

export type PaneActs = ReturnType<typeof useBodyPane>;

/** The rows of a range, as last answered: scrolling shows the ones before until then. */
export function useRows(
  client: BodyClient,
  version: number,
  first: number,
  count: number,
  firstRows: BodyRow[],
) {
  const [rows, setRows] = useState(firstRows);
  useEffect(() => {
    if (count === 0) return;
    let isWanted = true;
    void client.call('rows', first, count).then((answer) => {
      if (isWanted) setRows(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [client, version, first, count]);
  return rows;
}
