import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { JiraError } from '../../jira/errors.ts';
import type { ResendAttempt } from '../../jira/resend.ts';
import { createAttemptId } from './attempt-id.ts';
import { attemptsQuery, sendAgain, type FailureAt } from './attempts-query.ts';

interface Asked {
  url: string;
  attempt: string;
}

/** Whether the answer to our own request was lost, so that the attempt may have been made. */
export function isLost(error: Error | null): boolean {
  return error instanceof JiraError && error.effectUnknown;
}

/** One attempt after another, each known by an id of its own. */
export function useResend(place: FailureAt) {
  const queryClient = useQueryClient();
  const query = attemptsQuery(place);
  const { data, isError } = useQuery(query);
  const [asked, setAsked] = useState<Asked>();
  const {
    mutate,
    reset,
    error,
    isPending,
    data: answer,
  } = useMutation({
    mutationFn: (request: Asked) => sendAgain(place, request),
    networkMode: 'always',
    onSettled: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  });

  // The list knows more than the answer where that was lost, or told of an attempt under way.
  const listed = data?.attempts.find(({ id }) => id === asked?.attempt);
  const made: ResendAttempt | undefined = isPending ? undefined : (listed ?? answer?.attempt);

  return {
    attempts: data?.attempts.filter(({ id }) => id !== asked?.attempt) ?? [],
    /** Undefined until it is known whether the console can sign, null where that could not be read. */
    canSign: data?.canSign ?? (isError ? null : undefined),
    whyUnsigned: data?.whyUnsigned,
    isSending: isPending,
    /** The attempt that was asked for last, once it is known. */
    made,
    error: made === undefined ? error : null,
    /** Where it was to go. */
    askedUrl: asked?.url,
    send(url: string): void {
      if (isPending) return;
      // Asked for once more under its own id, an attempt that was made is not made again.
      const isSame = asked?.url === url && isLost(error);
      const next = isSame ? asked : { url, attempt: createAttemptId() };
      setAsked(next);
      mutate(next);
    },
    /** Back to the question; what was made is then one of the earlier attempts. */
    askAnew(): void {
      setAsked(undefined);
      reset();
    },
  };
}
