import { useQueryClient } from '@tanstack/react-query';
import { Banner } from '../../ui/banner.tsx';
import { Page } from '../../ui/page.tsx';
import { connectionsQuery } from '../connections-query.ts';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import type { RenderLink } from './added-tenant.tsx';
import { ConsentCard } from './consent-card.tsx';
import { ConsentProblemBanner } from './consent-problem.tsx';
import styles from './connect.module.css';
import { ImportCard } from './import-card.tsx';
import type { ConnectSearch } from './search.ts';
import { SiteChoiceCard } from './site-choice.tsx';
import { TenantForm } from './tenant-form.tsx';
import { useArrival, type OnArrived } from './use-arrival.ts';

interface ConnectPageProps {
  search: ConnectSearch;
  onArrived: OnArrived;
  onDeclined: () => void;
  renderLink: RenderLink;
}

/** Ways to one more site: by consent, by an installed app's secret, or many at once from a file. */
export function ConnectPage({ search, onArrived, onDeclined, renderLink }: ConnectPageProps) {
  const queries = useQueryClient();
  const needsAdmin = useNeedsAdmin();
  const isArriving = useArrival(search, onArrived);
  if (isArriving) {
    return (
      <Page title="Connect a site">
        <p role="status">Reading what was connected…</p>
      </Page>
    );
  }
  if (search.choose !== undefined) {
    return (
      <Page title="Choose sites">
        <SiteChoiceCard
          key={search.choose}
          choiceId={search.choose}
          onConnected={(connectionIds) =>
            void queries
              .invalidateQueries(connectionsQuery())
              .then(() => onArrived({ kind: 'connected', connectionIds }))
          }
          onDeclined={onDeclined}
          renderConnection={(id) => renderLink(id, id)}
        />
      </Page>
    );
  }
  return (
    <Page
      title="Connect a site"
      intro="A connection lets the console act as your app on one Jira site."
    >
      {needsAdmin !== undefined && (
        <Banner tone="information" title={needsAdmin}>
          <p>Ask an admin of this console to connect a site.</p>
        </Banner>
      )}
      {search.problem !== undefined && <ConsentProblemBanner problem={search.problem} />}
      <div className={styles.columns}>
        <ConsentCard />
        <div className={styles.column}>
          <TenantForm renderLink={renderLink} />
          <ImportCard />
        </div>
      </div>
    </Page>
  );
}
