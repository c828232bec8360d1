import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { plan } from '../../jira/registrations/plan.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useNow } from '../../ui/now.tsx';
import { ListProblem } from '../list-problem.tsx';
import { problemWithList } from '../problem.ts';
import { webhooksQuery } from '../webhooks-query.ts';
import { FilePicker, type ChosenFile } from './file-picker.tsx';
import styles from './import.module.css';
import { PlanTable } from './plan-table.tsx';
import { useApply } from './use-apply.ts';

/** Reads a file of registrations, shows what it would change, and then changes it. */
export function ImportPage({ connection }: { connection: ConnectionSummary }) {
  const query = useQuery(webhooksQuery(connection.id));
  const [chosen, setChosen] = useState<ChosenFile>();
  const [replace, setReplace] = useState(false);
  const application = useApply(connection.id);
  const problem = problemWithList(query);
  const now = useNow();
  const listed = query.data;
  const proposed = useMemo(
    () => (chosen?.kind === 'read' && listed ? plan(chosen.file, listed, now()) : undefined),
    [chosen, listed, now],
  );
  // Once it is applied, the plan that was carried out stays on screen beside its verdicts.
  const shown = application.plan ?? proposed;
  const adding = shown?.entries.filter(({ kind }) => kind === 'add').length ?? 0;
  const differing = shown?.entries.filter(({ kind }) => kind === 'differs').length ?? 0;
  const toDo = adding + (replace ? differing : 0);

  return (
    <Page
      title="Import webhooks"
      intro="A file that was exported, here or elsewhere. Nothing is sent before you have seen what it would change."
    >
      {problem && !listed && (
        <ListProblem {...problem} readAt={undefined} onRetry={() => void query.refetch()} />
      )}
      <FilePicker
        onChoose={(file) => {
          setChosen(file);
          application.reset();
        }}
      />
      {chosen?.kind === 'unreadable' && (
        <Banner tone="danger" title={`${chosen.name} cannot be imported`}>
          <p>{chosen.message}</p>
        </Banner>
      )}
      {shown && chosen && (
        <>
          <PlanTable name={chosen.name} plan={shown} outcomes={application.outcomes} />
          {application.error && (
            <Banner tone="danger" title="Nothing was sent">
              <p>{application.error.message}</p>
            </Banner>
          )}
          <div className={styles.actions}>
            {differing > 0 && !application.outcomes && (
              <label className={styles.choice}>
                <input
                  type="checkbox"
                  checked={replace}
                  onChange={(event) => setReplace(event.target.checked)}
                />
                Replace {differing === 1 ? 'the one that differs' : `the ${differing} that differ`}:
                a new id for each
              </label>
            )}
            {application.progress ? (
              <>
                <progress
                  aria-label="Progress"
                  max={application.progress.total}
                  value={application.progress.done}
                />
                <Button onClick={application.stop}>Stop</Button>
              </>
            ) : (
              !application.outcomes && (
                <Button
                  appearance="primary"
                  changes
                  unavailable={toDo === 0 ? 'There is nothing to do' : undefined}
                  onClick={() => void application.apply(shown, replace)}
                >
                  {toDo === 0
                    ? 'Nothing to do'
                    : `Apply ${toDo === 1 ? '1 change' : `${toDo} changes`}`}
                </Button>
              )
            )}
          </div>
        </>
      )}
    </Page>
  );
}
