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

type Opened = { client: BodyClient } | { message: string };

/** Compares in a worker of its own, which ends with the view. */
export function useComparison({ body, otherKey, load, isMasked, shapeOnly }: Wanted) {
  const [opened, setOpened] = useState<Opened>();
  const [answer, setAnswer] = useState<{ of: Opened; state: ComparisonState }>();
  const [attempt, setAttempt] = useState(0);
  const loadNow = useRef(load);
  useEffect(() => {
    loadNow.current = load;
  });

  useEffect(() => {
    let isWanted = true;
    const client = new BodyClient();
    const settle = (opened: Opened) => {
      if (isWanted) setOpened(opened);
    };
    openBoth(client, body, loadNow.current, isMasked).then(
      () => settle({ client }),
      (error: Error) => settle({ message: error.message }),
    );
    return () => {
      isWanted = false;
      setOpened(undefined);
      client.close();
    };
  }, [body, otherKey, isMasked, attempt]);

  useEffect(() => {
    if (opened === undefined || 'message' in opened) return;
    let isWanted = true;
    const settle = (state: ComparisonState) => {
      if (isWanted) setAnswer({ of: opened, state });
    };
    opened.client.differences(shapeOnly).then(
      (differences) => settle({ is: 'done', differences }),
      (error: Error) => settle({ is: 'failed', message: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [opened, shapeOnly]);

  return { state: stateOf(opened, answer), tryAgain: () => setAttempt((count) => count + 1) };
}

async function openBoth(
  client: BodyClient,
  here: string | Uint8Array,
  load: Wanted['load'],
  isMasked: boolean,
): Promise<void> {
  await client.compare({ here, there: await load() }, isMasked);
}

function stateOf(
  opened: Opened | undefined,
  answer: { of: Opened; state: ComparisonState } | undefined,
): ComparisonState {
  if (opened === undefined) return { is: 'comparing' };
  if ('message' in opened) return { is: 'failed', message: opened.message };
  return answer?.of === opened ? answer.state : { is: 'comparing' };
}
