import { queryOptions } from '@tanstack/react-query';
import type { ArchivedFailure } from '../../jira/failures.ts';
import {
  resendAnswer,
  resendAttempts,
  type ResendAnswer,
  type ResendRequest,
} from '../../jira/resend.ts';
import { createTransport } from '../../jira/transport.ts';

/** One failure of one connection. */
export interface FailureAt {
  connectionId: string;
  failure: Pick<ArchivedFailure, 'id' | 'failureTime'>;
}

const whileSendingMs = 1500;

const transportOf = ({ connectionId, failure }: FailureAt) => {
  const [connection, delivery] = [connectionId, failure.id].map(encodeURIComponent);
  const baseUrl = `/api/connections/${connection}/failures/${delivery}/${failure.failureTime}`;
  return createTransport({ baseUrl });
};

/** The times that this failure's body was sent again, read anew while one of them is under way. */
export function attemptsQuery(place: FailureAt) {
  const { connectionId, failure } = place;
  return queryOptions({
    queryKey: [
      'connections',
      connectionId,
      'failures',
      'attempts',
      failure.id,
      failure.failureTime,
    ] as const,
    queryFn: ({ signal }) =>
      transportOf(place).read({ method: 'GET', path: '/attempts', signal }, resendAttempts),
    refetchInterval: ({ state }) =>
      state.data?.attempts.some(({ outcome }) => outcome.state === 'sending')
        ? whileSendingMs
        : false,
  });
}

/** The same attempt may be asked for again: the console makes it once. */
export function sendAgain(place: FailureAt, request: ResendRequest): Promise<ResendAnswer> {
  return transportOf(place).read({ method: 'POST', path: '/resend', body: request }, resendAnswer);
}
