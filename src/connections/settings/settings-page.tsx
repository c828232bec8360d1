import { useQuery } from '@tanstack/react-query';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { isSignedOut } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import { Page } from '../../ui/page.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { connectionQuery } from './connection-query.ts';
import { Facts } from './facts.tsx';
import { PauseButton } from './pause-button.tsx';
import { Problem } from './problem.tsx';
import { Removal } from './removal.tsx';
import { Rename } from './rename.tsx';
import { Section } from './section.tsx';
import { Signing } from './signing.tsx';
import { Trial } from './trial.tsx';

/** One connection: what it is, what it may do, and how it is stopped and removed. */
export function SettingsPage({ connection: loaded }: { connection: ConnectionSummary }) {
  const { data, error } = useQuery(connectionQuery(loaded.id));
  const connection = data ?? loaded;
  const needsAdmin = useNeedsAdmin();
  const isBuiltIn = connection.controls !== undefined;
  const fixed = isBuiltIn ? 'The sandbox’s connections stay as they are' : needsAdmin;
  return (
    <Page title={connection.name} intro="Settings of this connection">
      {isBuiltIn && (
        <Banner tone="information" title="This connection stays as it is">
          <p>
            It comes with the sandbox inside the console. To leave it out, start the console with
            SANDBOX=off.
          </p>
        </Banner>
      )}
      {needsAdmin !== undefined && (
        <Banner tone="information" title="You can look, and change nothing here">
          <p>{needsAdmin}.</p>
        </Banner>
      )}
      {error && !isSignedOut(error) && (
        <Problem title="Its state could not be read anew" error={error} />
      )}
      <Facts connection={connection} quota={data && (data.quota ?? null)} />
      <Section title="Name">
        <Rename connection={connection} fixed={fixed} />
      </Section>
      <Section title="Bodies sent again">
        <Signing connection={connection} fixed={fixed} />
      </Section>
      <Section title="Test">
        <Trial connectionId={connection.id} unavailable={needsAdmin} />
      </Section>
      <Section title={connection.paused ? 'Resume' : 'Pause'}>
        <p>
          {connection.paused
            ? 'It is paused: the console sends nothing to the site. '
            : 'While it is paused, the console sends nothing to the site. '}
          Jira goes on delivering, and its webhooks go on running out. What failed can still be read
          here, but nothing new is fetched, and Jira forgets it after 72 hours.
        </p>
        <PauseButton connection={connection} fixed={fixed} />
      </Section>
      <Section title="Remove">
        <Removal connection={connection} fixed={fixed} />
      </Section>
    </Page>
  );
}
