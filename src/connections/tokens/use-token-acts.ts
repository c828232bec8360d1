import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { JiraError } from '../../jira/errors.ts';
import type { CreatedMachineToken, MachineToken } from '../../jira/machine-tokens.ts';
import type { NewMachineToken } from '../../jira/new-machine-token.ts';
import type { Outcome } from './outcome-banner.tsx';
import { makeToken, revokeToken } from './token-acts.ts';
import { consoleTransport, tokensQuery } from './tokens-query.ts';

/** Making and revoking, one at a time, and what became of the last of them. */
export function useTokenActs() {
  const queryClient = useQueryClient();
  const { queryKey } = tokensQuery();
  const [outcome, setOutcome] = useState<Outcome>();
  // In this page's memory alone: it goes when the page does.
  const [made, setMade] = useState<CreatedMachineToken>();
  const settings = {
    networkMode: 'always' as const,
    onMutate: () => setOutcome(undefined),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  };
  const make = useMutation({
    ...settings,
    // Nothing of it stays in the cache of mutations.
    gcTime: 0,
    mutationFn: async (asked: NewMachineToken) => {
      const result = await makeToken(
        consoleTransport,
        asked,
        queryClient.getQueryData(queryKey) ?? [],
      );
      if (result.kind === 'made') setMade(result.token);
      else setOutcome({ act: 'make', name: asked.name, result });
      return result.kind;
    },
    onError: (error, { name }) => setOutcome({ act: 'make', name, result: refusal(error) }),
  });
  const revoke = useMutation({
    ...settings,
    mutationFn: async ({ id, name }: MachineToken) => {
      setOutcome({ act: 'revoke', name, result: await revokeToken(consoleTransport, id) });
    },
    onError: (error, { name }) => setOutcome({ act: 'revoke', name, result: refusal(error) }),
  });
  return {
    outcome,
    made,
    forgetMade: () => setMade(undefined),
    make: make.mutateAsync,
    revoke: revoke.mutate,
    busy: make.isPending || revoke.isPending ? 'It is being done' : undefined,
  };
}

function refusal(error: Error) {
  const words = error instanceof JiraError ? error.messages : [];
  return { kind: 'refused' as const, words: words.length > 0 ? words : [error.message] };
}
