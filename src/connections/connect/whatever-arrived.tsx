import { useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';

const ArrivalNotice = lazyPart(async () => (await import('./arrival-notice.tsx')).ArrivalNotice);

/** Where one was led after a consent: what came of it. Not loaded anywhere else. */
export function WhateverArrived() {
  const arrival = useLocation({ select: ({ state }) => state.arrival });
  return (
    arrival && (
      <Suspense>
        <ArrivalNotice arrival={arrival} />
      </Suspense>
    )
  );
}
