import { useMemo, useRef } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Page } from '../../ui/page.tsx';
import { ConnectionCards } from './connection-cards.tsx';
import { ConnectionList } from './connection-list.tsx';
import type { ConnectionParts } from './connection-parts.ts';
import { byUrgency, findConnections, needsAttention } from './find-connections.ts';
import { NothingConnected, NothingFound } from './nothing-to-show.tsx';
import { OverviewBar } from './overview-bar.tsx';
import type { OverviewSearch } from './search.ts';

interface ConnectionsPageProps extends ConnectionParts {
  connections: readonly ConnectionSummary[];
  search: OverviewSearch;
  onSearch: (change: Partial<OverviewSearch>) => void;
}

/** So many are seen at a glance; more are searched. */
const mostCards = 12;

/** Every identity the console can act as: a card each while they are few, a list where they are many. */
export function ConnectionsPage(props: ConnectionsPageProps) {
  const { connections, search, onSearch, renderLink, renderHealth } = props;
  const { q, attention } = search;
  const sorted = useMemo(() => byUrgency(connections), [connections]);
  const inNeed = useMemo(() => sorted.filter(needsAttention), [sorted]);
  const found = useMemo(
    () => findConnections(attention ? inNeed : sorted, q),
    [attention, inNeed, sorted, q],
  );
  const bar = useRef<HTMLDivElement>(null);
  /** The button that was pressed goes away, and the focus to what is next to do. */
  function clear(): void {
    onSearch({ q: '', attention: false });
    bar.current?.querySelector<HTMLElement>('input, a, button')?.focus();
  }
  const isFiltered = q !== '' || attention;
  const Entries = connections.length > mostCards ? ConnectionList : ConnectionCards;
  return (
    <Page title="Connections">
      {connections.length === 0 ? (
        <NothingConnected />
      ) : (
        <>
          <OverviewBar
            ref={bar}
            search={search}
            total={connections.length}
            inNeed={inNeed.length}
            found={found.length}
            isNarrowed={isFiltered || connections.length > mostCards}
            onSearch={onSearch}
            onClear={clear}
          />
          {found.length === 0 ? (
            <NothingFound onClear={clear} />
          ) : (
            <Entries connections={found} renderLink={renderLink} renderHealth={renderHealth} />
          )}
        </>
      )}
    </Page>
  );
}
