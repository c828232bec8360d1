import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import type { ArchivedFailure } from '../jira/failures.ts';
import frame from '../ui/list-screen.module.css';
import { SkipButton } from '../ui/skip-button.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ArchiveProblem } from './archive-problem.tsx';
import { FailurePanel, type ShownBody } from './detail/failure-panel.tsx';
import { ExportDialog } from './export-dialog.tsx';
import styles from './failures-page.module.css';
import { FilterBar } from './filter-bar.tsx';
import { GroupTable } from './groups/group-table.tsx';
import { HandInDialog } from './hand-in/hand-in-dialog.tsx';
import { HandInHelp } from './hand-in/hand-in-help.tsx';
import { FailureList, type FailureListHandle } from './list/failure-list.tsx';
import { ListEnd } from './list/list-end.tsx';
import { NewFailures } from './new-failures.tsx';
import { PageHead } from './page-head.tsx';
import { ResendDialog } from './resend/resend-dialog.tsx';
import { failureKey, isFiltered, noFilters, withoutBackwardTime } from './search-state.ts';
import type { FailuresSearch } from './search.ts';
import { SelectionBar } from './selection-bar.tsx';
import { colourOf, orderOf } from './timeline/colours.ts';
import { TimeView } from './time-view.tsx';
import { useFailures } from './use-failures.ts';
import { nothingOpen, useOpenFailure } from './use-open-failure.ts';
import { useSelectedFailures } from './use-selected-failures.ts';
import { GroupChoice } from './view-bar.tsx';

interface FailuresPageProps {
  connection: ConnectionSummary;
  search: FailuresSearch;
  onSearch: (change: Partial<FailuresSearch>) => void;
  renderBody: (shown: ShownBody) => ReactNode;
}

/** The failed deliveries of one connection: when, what, where to, and the bodies that failed. */
export function FailuresPage({ connection, onSearch, renderBody, ...props }: FailuresPageProps) {
  const search = useMemo(() => withoutBackwardTime(props.search), [props.search]);
  useTitle(`Failed deliveries of ${connection.name}`);
  const data = useFailures(connection.id, search);
  const { status, list, failures, histogram, generation } = data;
  const selection = useSelectedFailures(failures, search.selected, onSearch);
  const open = useOpenFailure(connection.id, failures, search, selection.selected, onSearch);
  const [dialog, setDialog] = useState<'export' | 'hand in'>();
  const [toResend, setToResend] = useState<ArchivedFailure>();
  const scroller = useRef<HTMLElement>(null);
  const table = useRef<FailureListHandle>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const order = useMemo(() => (histogram.data ? orderOf(histogram.data) : []), [histogram.data]);
  const { split } = search;
  const rowActions = useMemo(
    () => ({ select: selection.toggle, open: open.toggle, follow: open.show }),
    [selection.toggle, open.toggle, open.show],
  );
  const toList = () => {
    const [first] = failures;
    if (!table.current?.restoreFocus() && first) table.current?.restoreFocus(failureKey(first));
  };
  // Nothing to lay out in time: what to do about it is what counts.
  const isArchiveEmpty = status.data?.total === 0;
  const isHandedIn = status.data?.source === 'handed-in';
  const isStopped = Boolean(connection.paused || connection.problem || status.data?.problem);
  const problem = list.error ?? status.error;

  return (
    <div className={`${frame.screen} ${styles.screen}`}>
      <main ref={scroller} className={frame.main}>
        <div className={`${frame.content} ${styles.content}`}>
          {search.group === undefined && failures[0] && (
            <SkipButton onSkip={toList}>To the list</SkipButton>
          )}
          <NewFailures
            count={data.newCount}
            onShow={() => {
              data.showNew();
              scroller.current?.scrollTo({ top: 0 });
              heading.current?.focus({ preventScroll: true });
            }}
          />
          <PageHead
            ref={heading}
            connection={connection}
            status={status.data}
            onExport={() => setDialog('export')}
            onHandIn={() => setDialog('hand in')}
          />
          {isHandedIn && <HandInHelp connectionId={connection.id} open={isArchiveEmpty} />}
          {problem && (
            <ArchiveProblem
              what="The failed deliveries"
              error={problem}
              stays={failures.length > 0}
              onRetry={() => {
                void status.refetch();
                void list.refetch();
              }}
            />
          )}
          {!isArchiveEmpty && (
            <TimeView search={search} data={data} tellsProblem={!problem} onSearch={onSearch} />
          )}
          {!isArchiveEmpty && (
            <FilterBar
              connectionId={connection.id}
              search={search}
              whole={{ from: data.whole.from }}
              generation={generation}
              onChange={onSearch}
            >
              <GroupChoice search={search} onChange={onSearch} />
            </FilterBar>
          )}
          {search.group === undefined ? (
            <>
              {failures.length > 0 && (
                <FailureList
                  ref={table}
                  connectionId={connection.id}
                  failures={failures}
                  selected={selection.selected}
                  openKey={search.open}
                  colourOf={(failure) =>
                    colourOf(order, order.includes(failure[split]) ? failure[split] : null)
                  }
                  actions={rowActions}
                  hasMore={list.hasNextPage}
                  onNearEnd={data.readOn}
                  scroller={scroller}
                />
              )}
              <ListEnd
                isReading={list.isFetching || !status.data}
                isEmpty={failures.length === 0}
                hasMore={list.hasNextPage}
                failed={list.error !== null}
                isFiltered={isFiltered(search)}
                isArchiveEmpty={isArchiveEmpty}
                arrival={isHandedIn ? 'handed-in' : isStopped ? 'stopped' : 'read'}
                onReadOn={data.readOn}
                onClear={() => onSearch(noFilters)}
              />
            </>
          ) : (
            <GroupTable
              connectionId={connection.id}
              by={search.group}
              filter={data.filter}
              generation={generation}
              onChoose={onSearch}
            />
          )}
        </div>
        {selection.selected.size > 0 && (
          <SelectionBar
            count={selection.selected.size}
            onExport={() => setDialog('export')}
            onClear={() => onSearch({ selected: '' })}
          />
        )}
      </main>
      {search.open !== undefined && (
        <FailurePanel
          connectionId={connection.id}
          openKey={search.open}
          listed={open.listed}
          newer={open.newer}
          older={open.older}
          compareWith={open.compareWith}
          renderBody={renderBody}
          onResend={setToResend}
          onClose={() => {
            onSearch(nothingOpen);
            if (!table.current?.restoreFocus(search.open)) heading.current?.focus();
          }}
        />
      )}
      {toResend && (
        <ResendDialog
          connectionId={connection.id}
          failure={toResend}
          onClose={() => setToResend(undefined)}
        />
      )}
      {dialog === 'export' && (
        <ExportDialog
          connectionId={connection.id}
          filter={data.filter}
          isFiltered={isFiltered(search)}
          selected={[...selection.selected]}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'hand in' && (
        <HandInDialog
          connectionId={connection.id}
          onHandedIn={() => {
            void status.refetch();
            data.showNew();
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}
