import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useOperationTarget } from '../actions/use-operations.ts';
import { ListProblem } from '../list-problem.tsx';
import { problemWithList } from '../problem.ts';
import { webhooksQuery } from '../webhooks-query.ts';
import { ChangeProgress } from './change-progress.tsx';
import type { ChangeOrder } from './change.ts';
import { forgetDraft, readDraft } from './draft.ts';
import { prefillOf } from '../prefill.ts';
import { fromDetails } from './form-values.ts';
import { LeaveGuard } from './leave-guard.tsx';
import type { OpenOutcome } from './webhook-fields.tsx';
import { RegistrationForm, type RegistrationFormProps } from './registration-form.tsx';
import { useChange } from './use-change.ts';

export interface ChangePageProps extends Pick<
  RegistrationFormProps,
  'renderSample' | 'renderTryIt'
> {
  connection: ConnectionSummary;
  /** The webhook to change. */
  id: number;
  draftKey: string;
}

/** Jira has no update: the form of one webhook, and a new one in its place. */
export function ChangePage(props: ChangePageProps) {
  const query = useQuery(webhooksQuery(props.connection.id));
  // What is changed is the webhook as it was found: it goes away under the form.
  const [old, setOld] = useState<ListedWebhook>();
  const found = old ?? query.data?.find(({ id }) => id === props.id);
  if (found && !old) setOld(found);
  const problem = problemWithList(query);
  return (
    <Page
      title={`Change webhook ${props.id}`}
      intro="Jira cannot change a webhook: a new one is registered with a new id, and the old one deleted."
    >
      {problem && !query.data && (
        <ListProblem {...problem} readAt={undefined} onRetry={() => void query.refetch()} />
      )}
      {query.data && !found && (
        <EmptyState title={`There is no webhook ${props.id} in the list`}>
          <p>It was deleted in the meantime, or it belongs to another app or user.</p>
        </EmptyState>
      )}
      {found && query.data && <Change {...props} old={found} listed={query.data} />}
    </Page>
  );
}

function Change({
  connection,
  old,
  listed,
  draftKey,
  renderSample,
  renderTryIt,
}: ChangePageProps & { old: ListedWebhook; listed: readonly ListedWebhook[] }) {
  const change = useChange(useOperationTarget(connection.id), old);
  const [isDirty, setDirty] = useState(false);
  const [sentKey, setSentKey] = useState<string>();
  const [initial] = useState(() => readDraft(draftKey) ?? fromDetails(prefillOf([old])));
  const outcomes = useMemo((): ReadonlyMap<string, OpenOutcome> => {
    const errors = change.result?.errors ?? [];
    return sentKey === undefined || errors.length === 0
      ? new Map()
      : new Map([[sentKey, { kind: 'refused', errors }]]);
  }, [change.result, sentKey]);
  const orderOf = (url: string) => orderFor(connection, listed, old, url.trim());
  const isOver = change.result?.created?.is === 'new';
  useEffect(() => {
    if (isOver) forgetDraft(draftKey);
  }, [isOver, draftKey]);

  return (
    <>
      <ChangeProgress old={old} change={change} connectionId={connection.id} />
      {!isOver && (
        <RegistrationForm
          connection={connection}
          listed={listed}
          initial={initial}
          draftKey={draftKey}
          replacing={old}
          outcomes={outcomes}
          createdKeys={none}
          unavailable={change.unavailable}
          submitLabel={() => (change.isRunning ? 'Changing…' : `Replace webhook ${old.id}`)}
          onSubmit={(request, [key]) => {
            setSentKey(key);
            void change.run(request, orderOf(request.url));
          }}
          onEdit={() => setSentKey(undefined)}
          onDirty={setDirty}
          renderNotice={({ url }) =>
            orderOf(url) === 'delete-first' && (
              <GapNotice isFull={listed.length >= connection.limit} limit={connection.limit} />
            )
          }
          renderSample={renderSample}
          renderTryIt={renderTryIt}
        />
      )}
      <LeaveGuard when={isDirty && !isOver} />
    </>
  );
}

const none: ReadonlySet<string> = new Set();

function GapNotice({ isFull, limit }: { isFull: boolean; limit: number }) {
  return (
    <Banner tone="warning" title="There will be a gap">
      <p>
        {isFull ? `All ${limit} places are taken` : 'Jira takes a single URL per user'}, so the old
        one must go before the new one can come. Events in between are lost. If Jira refuses the new
        one, the old one is registered again.
      </p>
    </Banner>
  );
}

/**
 * Jira refuses one more than the limit, and of an OAuth user a second URL. Where the old one alone stands
 * in the way of the new one, it goes first; where others do too, Jira's own refusal will say so.
 */
function orderFor(
  { kind, limit }: Pick<ConnectionSummary, 'kind' | 'limit'>,
  listed: readonly ListedWebhook[],
  old: ListedWebhook,
  url: string,
): ChangeOrder {
  const isFull = listed.length >= limit;
  const movesUrl = kind === 'oauth' && url !== old.url && listed.every(({ id }) => id === old.id);
  return isFull || movesUrl ? 'delete-first' : 'register-first';
}
