import { useEffect, useRef, useState } from 'react';
import { BodyClient } from '../viewer/body-client.ts';
import type { Differences } from './difference.ts';

export type ComparisonState =
  | { is: 'comparing' }
  | { is: 'failed'; message: string }
  | { is: 'done'; differences: Differences };

interface Wanted {
  body: string | Uint8Array;
  /** Names the other body: while it stays the same, that is not loaded again. */
  otherKey: string;
  load: () => string | Uint8Array | Promise<string | Uint8Array>;
  isMasked: boolean;
  shapeOnly: boolean;
}

/** Compares in a worker of its own, which ends with the view. */
export function useComparison({ body, otherKey, load, isMasked, shapeOnly }: Wanted) {
  const [client, setClient] = useState<BodyClient>();
  const [state, setState] = useState<ComparisonState>({ is: 'comparing' });
  const [attempt, setAttempt] = useState(0);
  const loadNow = useRef(load);
  useEffect(() => {
    loadNow.current = load;
  });

  useEffect(() => {
    let isWanted = true;
    const opening = new BodyClient();
    setState({ is: 'comparing' });
    void (async () => {
      try {
        const there = await loadNow.current();
        if (!isWanted) return;
        await opening.compare({ here: body, there }, isMasked);
        if (isWanted) setClient(opening);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (isWanted) setState({ is: 'failed', message });
      }
    })();
    return () => {
      isWanted = false;
      setClient(undefined);
      opening.close();
    };
  }, [body, otherKey, isMasked, attempt]);

  useEffect(() => {
    if (!client) return;
    let isWanted = true;
    client.differences(shapeOnly).then(
      (differences) => isWanted && setState({ is: 'done', differences }),
      (error: Error) => isWanted && setState({ is: 'failed', message: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [client, shapeOnly]);

  return { state, tryAgain: () => setAttempt((count) => count + 1) };
}
