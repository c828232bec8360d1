import { useState } from 'react';
import { JiraError } from '../../jira/errors.ts';
import { apply, type ApplyProgress, type Outcome } from '../../jira/registrations/apply.ts';
import type { Plan } from '../../jira/registrations/plan.ts';
import { consoleClient } from '../../jira/console-client.ts';
import { useOperationTarget } from '../actions/use-operations.ts';

interface State {
  plan?: Plan;
  progress?: ApplyProgress;
  outcomes?: readonly Outcome[];
  error?: JiraError;
  stop?: AbortController;
}

/** Carrying out a plan, with progress and a way to stop. */
export function useApply(connectionId: string) {
  const { readList } = useOperationTarget(connectionId);
  const [state, setState] = useState<State>({});
  return {
    ...state,
    stop: () => state.stop?.abort(),
    reset: () => {
      if (!state.progress) setState({});
    },
    async apply(plan: Plan, replace: boolean): Promise<void> {
      if (state.progress) return;
      const stop = new AbortController();
      const total = plan.entries.length;
      setState({ plan, stop, progress: { done: 0, total } });
      try {
        const outcomes = await apply(plan, consoleClient(connectionId).jira, {
          replace,
          signal: stop.signal,
          onProgress: (progress) => setState({ plan, stop, progress }),
        });
        setState({ plan, outcomes });
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
        setState({ error });
      }
      // The list on the other screen is as it is now; where it cannot be read, that screen says so.
      await readList().catch(() => undefined);
    },
  };
}
