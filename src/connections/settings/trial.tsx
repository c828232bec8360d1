import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OperationTrial } from '../../jira/connection-test.ts';
import { Button } from '../../ui/button.tsx';
import { formatLocalTime } from '../../ui/instants.ts';
import { Lozenge } from '../../ui/tag.tsx';
import { testConnection } from './change-connection.ts';
import { connectionQuery } from './connection-query.ts';
import { Problem } from './problem.tsx';
import styles from './settings.module.css';
import { operations, outcomes } from './words.ts';

interface TrialProps {
  connectionId: string;
  unavailable: string | undefined;
}

/** Asks the site, and tells of each operation whether this caller may use it. */
export function Trial({ connectionId, unavailable }: TrialProps) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testConnection(connectionId),
    networkMode: 'always',
    // The answers may have told of a consent that ended, or of the calls that are left.
    onSettled: () => client.invalidateQueries({ queryKey: connectionQuery(connectionId).queryKey }),
  });
  return (
    <>
      <p>
        Lists one webhook and one failed delivery. What would change something in Jira is not tried.
      </p>
      <div>
        <Button
          unavailable={unavailable ?? (test.isPending ? 'It is being tested' : undefined)}
          onClick={() => test.mutate()}
        >
          {test.isPending ? 'Testing…' : test.data ? 'Test again' : 'Test'}
        </Button>
      </div>
      <p role="status" className={styles.remark}>
        {test.isPending && 'Waiting for the site’s answers…'}
        {test.data && !test.isPending && `Tested at ${formatLocalTime(test.data.at)}.`}
      </p>
      {test.error && <Problem title="It was not tested" error={test.error} />}
      {test.data && <Results trials={test.data.operations} />}
    </>
  );
}

function answerWords({ outcome, status, message }: Omit<OperationTrial, 'operation'>): string {
  if (outcome === 'answered') return `Answered with ${status ?? 'a page'}.`;
  return status === undefined ? message : `${status}: ${message}`;
}

function Results({ trials }: { trials: readonly OperationTrial[] }) {
  return (
    <table className={styles.trials}>
      <caption className="visually-hidden">What the test found</caption>
      <thead>
        <tr>
          <th scope="col">Operation</th>
          <th scope="col">May be used</th>
          <th scope="col">What the site answered</th>
        </tr>
      </thead>
      <tbody>
        {trials.map(({ operation, outcome, status, message }) => {
          const { word, tone } = outcomes[outcome];
          return (
            <tr key={operation}>
              <th scope="row">{operations[operation]}</th>
              <td>
                <Lozenge tone={tone}>{word}</Lozenge>
              </td>
              <td>{answerWords({ outcome, status, message })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
