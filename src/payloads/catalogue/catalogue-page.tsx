import type { ReactNode } from 'react';
import { findEvent } from '../../jira/events.ts';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import styles from './catalogue-page.module.css';
import { EventDetail } from './event-detail.tsx';
import { EventList } from './event-list.tsx';
import { OwnPayload } from './own-payload.tsx';
import { ownPayload, type CatalogueSearch } from './search.ts';

interface CataloguePageProps {
  search: CatalogueSearch;
  onSearch: (change: Partial<CatalogueSearch>) => void;
  /** Whether a payload would be sent to the webhooks of a connection. */
  renderMatch: (body: string | Uint8Array) => ReactNode;
}

/** Every event that Jira tells webhooks of, with a sample of what it sends. */
export function CataloguePage({ search, onSearch, renderMatch }: CataloguePageProps) {
  const { q, event } = search;
  return (
    <Page
      title="Payloads"
      intro="What Jira sends, event by event. The samples are ours: no site sent them, and the people in them are invented."
    >
      <div className={styles.columns}>
        <div className={styles.choice}>
          <SearchField label="Search events" value={q} onChange={(q) => onSearch({ q })} />
          <EventList query={q} chosen={event} />
        </div>
        <div className={styles.detail}>
          <Chosen event={event} renderMatch={renderMatch} />
        </div>
      </div>
    </Page>
  );
}

type ChosenProps = Pick<CatalogueSearch, 'event'> & Pick<CataloguePageProps, 'renderMatch'>;

function Chosen({ event, renderMatch }: ChosenProps) {
  if (event === undefined) return <p>Choose an event to see what Jira sends of it.</p>;
  if (event === ownPayload) return <OwnPayload renderMatch={renderMatch} />;
  const known = findEvent(event);
  return known === undefined ? (
    <p>Jira has no event called “{event}”. Choose one to see what Jira sends of it.</p>
  ) : (
    <EventDetail key={event} event={known} renderMatch={renderMatch} />
  );
}
