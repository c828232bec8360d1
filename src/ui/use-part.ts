import { useEffect, useState } from 'react';

/**
 * A part of the page that is fetched once it is wanted. Unlike React's `lazy`, a failure stays where the
 * part would stand, and takes nothing else with it. `load` is one function for good.
 */
export function usePart<T>(load: () => Promise<T>, isWanted: boolean) {
  const [part, setPart] = useState<T>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isWanted) return;
    load().then(
      (loaded) => setPart(() => loaded),
      () => setMissing(true),
    );
  }, [load, isWanted]);
  return { part, isMissing };
}
