import { queryOptions } from '@tanstack/react-query';
import { createTransport } from '../../jira/transport.ts';
import { listTokens } from './token-acts.ts';

export const consoleTransport = createTransport({ baseUrl: '/api' });

/** Read anew whenever one comes: when a token was last used changes by itself. */
export function tokensQuery() {
  return queryOptions({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => listTokens(consoleTransport, { signal }),
  });
}
