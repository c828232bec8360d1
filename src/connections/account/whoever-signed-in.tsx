import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { meQuery } from '../me-query.ts';

/** Of no use, and not loaded, where nobody signs in. Where it can't be had, the page goes on without it. */
const Account = lazy(() =>
  import('./account.tsx').then(
    ({ Account }) => ({ default: Account }),
    () => ({ default: () => <></> }),
  ),
);

export function WhoeverSignedIn() {
  const { data: me } = useQuery(meQuery());
  return (
    me &&
    me.signIn !== 'none' && (
      <Suspense>
        <Account me={me} />
      </Suspense>
    )
  );
}
