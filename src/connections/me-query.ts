import { queryOptions } from '@tanstack/react-query';
import { me } from '../jira/access.ts';
import { createTransport } from '../jira/transport.ts';

/** Who one is here, and as what. Asked again when one comes back to the page: a session may have ended. */
export function meQuery() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) =>
      createTransport({ baseUrl: '/api' }).read({ method: 'GET', path: '/me', signal }, me),
    staleTime: 60_000,
  });
}
