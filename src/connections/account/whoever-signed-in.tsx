import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { meQuery } from '../me-query.ts';

/** Of no use, and not loaded, where nobody signs in. */
const Account = lazyPart(async () => (await import('./account.tsx')).Account);

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
