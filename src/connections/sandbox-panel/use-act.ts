import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { readFailuresNow } from './control.ts';

/** The key under which everything stands that the sandbox itself tells. */
export const controlKey = (controls: string) => ['sandbox control', controls];

/** What one reads of the failures: what is new is announced there, and never moves it by itself. */
const readParts = new Set<unknown>(['list', 'histogram', 'groups']);

/**
 * Turns something by hand. The screen behind follows: it is read again at once, and once more when the
 * archive has read what failed. `reading` is why that did not succeed.
 */
export function useAct<Result, Asked = void>(
  connection: ConnectionSummary,
  act: (asked: Asked) => Promise<Result>,
) {
  const queryClient = useQueryClient();
  const followUp = () => {
    void queryClient.invalidateQueries({
      queryKey: ['connections'],
      predicate: ({ queryKey: [, , part, name] }) => part !== 'failures' || !readParts.has(name),
    });
    void queryClient.invalidateQueries({ queryKey: controlKey(connection.controls ?? '') });
  };
  return useMutation({
    mutationFn: async (asked: Asked) => {
      const result = await act(asked);
      followUp();
      const reading = await readFailuresNow(connection);
      if (connection.canListFailed) followUp();
      return { result, reading };
    },
    networkMode: 'always',
    // What was done may have been done even where its answer is lost.
    onError: followUp,
  });
}
