import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { meQuery } from '../me-query.ts';

/** Of no use, and not loaded, where nobody signs in. */
const Account = lazy(async () => ({
  default: (await import('./account.tsx')).Account,
}));

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
