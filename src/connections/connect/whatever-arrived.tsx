import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

const ArrivalNotice = lazy(async () => ({
  default: (await import('./arrival-notice.tsx')).ArrivalNotice,
}));

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
