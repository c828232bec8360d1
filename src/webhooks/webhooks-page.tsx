import { useQuery } from '@tanstack/react-query';
import { Suspense, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { ListedWebhook } from '../jira/client.ts';
import type { ConnectionSummary } from '../jira/connection.ts';
import frame from '../ui/list-screen.module.css';
import { SkipButton } from '../ui/skip-button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useTitle } from '../ui/use-title.ts';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { OperationDock } from './actions/operation-dock.tsx';
import { useActParts } from './actions/use-act-parts.ts';
import {
  operations,
  rowActivities,
  useOperations,
  useOperationTarget,
} from './actions/use-operations.ts';
import { FilterBar } from './filter-bar.tsx';
import { ListProblem } from './list-problem.tsx';
import { NoMatch, NotReadYet, NoWebhooks, TableSkeleton } from './nothing-to-show.tsx';
import { PageHead } from './page-head.tsx';
import { problemWithList } from './problem.ts';
import { ImportLink, RegisterLink } from './registration-links.tsx';
import { useRecentFailures } from './recent-failures/use-recent-failures.ts';
import { eventCounts, filterWebhooks, sortWebhooks, type WebhooksSearch } from './search.ts';
import { SelectionBar } from './selection-bar.tsx';
import { summarize } from './summary.ts';
import { ExportButton } from './transfer/export-button.tsx';
import { useRowActions } from './use-row-actions.ts';
import { useSelection } from './use-selection.ts';
import { useStateMoment } from './use-state-moment.ts';
import { WebhookTable, type WebhookTableHandle } from './webhook-table.tsx';
import { webhooksQuery } from './webhooks-query.ts';
import styles from './webhooks-page.module.css';

interface WebhooksPageProps {
  connection: ConnectionSummary;
  search: WebhooksSearch;
  onSearch: (change: Partial<WebhooksSearch>) => void;
}

const none: ListedWebhook[] = [];

/** Not part of the first load: the list is what one comes for. */
const DetailsPanel = lazyPart(
  async () => (await import('./details-panel.tsx')).DetailsPanel,
  'The details could not be loaded',
);

/** The registrations of one connection: what lives, for how long, and what can be done about it. */
export function WebhooksPage({ connection, search, onSearch }: WebhooksPageProps) {
  useTitle(`Webhooks of ${connection.name}`);
  const query = useQuery(webhooksQuery(connection.id));
  const webhooks = query.data ?? none;
  const now = useStateMoment(webhooks);
  const summary = useMemo(() => summarize(webhooks, now), [webhooks, now]);
  const events = useMemo(() => eventCounts(webhooks), [webhooks]);
  const { failures, failuresProblem } = useRecentFailures(connection.id, query.data !== undefined);
  const shown = useShown(webhooks, search, now, failures);
  const selection = useSelection(webhooks, shown, search.selected, onSearch);
  const acts = useOperations(connection.id);
  const activities = useMemo(() => rowActivities(acts), [acts]);
  const target = useOperationTarget(connection.id);
  const [toDelete, setToDelete] = useState<readonly ListedWebhook[]>();
  const scroller = useRef<HTMLElement>(null);
  const table = useRef<WebhookTableHandle>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const parts = useActParts(screen, acts.length > 0);

  const refresh = (some: readonly ListedWebhook[]) => operations.refresh(target, some);
  const rowActions = useRowActions({
    select: selection.toggle,
    open: ({ id }) => onSearch({ open: id === search.open ? undefined : id }),
    refresh: (webhook) => refresh([webhook]),
    delete: (webhook) => setToDelete([webhook]),
  });
  /** To the row of this webhook, else to the last one, and where there is none to the top. */
  const restoreFocus = (id?: number) => {
    if (!table.current?.restoreFocus(id)) heading.current?.focus();
  };
  useKeptFocus(screen, (lost) => {
    // A row that was scrolled out of view must not pull the list back; the table sees to its rows.
    if (lost.closest('[data-index]') === null || shown.length === 0) restoreFocus();
  });
  // Said above all screens of the connection, once.
  const isSaidAbove = connection.paused || connection.problem;
  const problem = isSaidAbove ? undefined : problemWithList(query);
  const opened = webhooks.find(({ id }) => id === search.open);

  return (
    <div ref={screen} className={`${frame.screen} ${styles.screen}`}>
      <main ref={scroller} className={frame.main}>
        <div className={`${frame.content} ${styles.content}`}>
          {shown.length > 0 && (
            <SkipButton
              onSkip={() => {
                if (!table.current?.restoreFocus()) restoreFocus(shown[0]?.id);
              }}
            >
              To the list
            </SkipButton>
          )}
          <header className={frame.head}>
            <div>
              <h1 ref={heading} tabIndex={-1}>
                Webhooks
              </h1>
              <p className={frame.scope}>{scopeWords(connection)}</p>
            </div>
            <div className={`${frame.ways} ${styles.ways}`}>
              <ExportButton
                connectionId={connection.id}
                webhooks={selection.webhooks.length > 0 ? selection.webhooks : query.data}
              />
              <ImportLink connectionId={connection.id} />
              <RegisterLink connectionId={connection.id} />
            </div>
          </header>
          {problem && (
            <ListProblem
              {...problem}
              readAt={query.data && query.dataUpdatedAt}
              onRetry={() => void query.refetch()}
            />
          )}
          {query.data !== undefined && (
            <>
              <PageHead
                connection={connection}
                webhooks={webhooks}
                summary={summary}
                now={now}
                onOpen={({ id }) => onSearch({ open: id })}
                onRefresh={refresh}
              />
              {webhooks.length > 0 && (
                <FilterBar
                  search={search}
                  summary={summary}
                  events={events}
                  shown={shown.length}
                  onChange={onSearch}
                />
              )}
            </>
          )}
          {query.isPending && !problem && <TableSkeleton />}
          {query.isError && !query.data && isSaidAbove && <NotReadYet />}
          {query.data && webhooks.length === 0 && <NoWebhooks connection={connection} />}
          {webhooks.length > 0 && shown.length === 0 && (
            <NoMatch onClear={() => onSearch({ q: '', status: undefined, event: undefined })} />
          )}
          {shown.length > 0 && (
            <WebhookTable
              ref={table}
              connectionId={connection.id}
              webhooks={shown}
              failures={failures}
              selected={selection.selected}
              openId={search.open}
              activities={activities}
              sort={search.sort}
              descending={search.descending}
              onSort={(sort) =>
                onSearch({
                  sort,
                  // Whoever asks for failures asks for the most.
                  descending: sort === search.sort ? !search.descending : sort === 'failures',
                })
              }
              onSelectAll={selection.toggleAll}
              actions={rowActions}
              scroller={scroller}
            />
          )}
          {failuresProblem && shown.length > 0 && (
            <p className={frame.scope}>
              Failed deliveries can’t be shown now: {failuresProblem.message}
            </p>
          )}
          <p className={styles.hint}>
            Arrow keys lead from row to row, Tab through what one row can do.
          </p>
        </div>
      </main>
      {search.open !== undefined && query.data !== undefined && (
        <Suspense>
          <DetailsPanel
            id={search.open}
            webhook={opened}
            connectionId={connection.id}
            failures={failures}
            onClose={() => {
              onSearch({ open: undefined });
              restoreFocus(search.open);
            }}
            actions={rowActions}
          />
        </Suspense>
      )}
      <OperationDock acts={acts} operations={operations} parts={parts}>
        {selection.webhooks.length > 0 && (
          <SelectionBar
            count={selection.webhooks.length}
            hidden={selection.hidden}
            onRefresh={() => refresh(selection.webhooks)}
            onDelete={() => setToDelete(selection.webhooks)}
            onClear={() => onSearch({ selected: '' })}
          />
        )}
      </OperationDock>
      {toDelete && parts && (
        <parts.DeleteDialog
          webhooks={toDelete}
          onClose={() => setToDelete(undefined)}
          onConfirm={() => {
            setToDelete(undefined);
            operations.delete(target, toDelete);
          }}
        />
      )}
    </div>
  );
}

/** The list as the address asks for it. What is typed is painted before the rows follow. */
function useShown(
  webhooks: readonly ListedWebhook[],
  search: WebhooksSearch,
  now: number,
  failures: ReturnType<typeof useRecentFailures>['failures'],
) {
  const q = useDeferredValue(search.q);
  const { status, event, sort, descending } = search;
  // Otherwise of no matter: the list is not sorted anew when they come.
  const counted = sort === 'failures' ? failures : undefined;
  const filtered = useMemo(
    () => filterWebhooks(webhooks, { q, status, event }, now),
    [webhooks, q, status, event, now],
  );
  return useMemo(
    () => sortWebhooks(filtered, { sort, descending }, counted),
    [filtered, sort, descending, counted],
  );
}

/** Jira shows a caller its own webhooks only: the list must not pass for the whole site's. */
function scopeWords({ kind, siteUrl, name }: ConnectionSummary): string {
  const site = siteUrl.replace(/^https?:\/\//, '');
  const own =
    kind === 'connect'
      ? 'What this app registered; webhooks of other apps do not show here.'
      : 'What this user registered through this app; webhooks of other users and apps do not show here.';
  return `${name} on ${site}. ${own}`;
}
