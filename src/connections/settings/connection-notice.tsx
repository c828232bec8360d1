import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ConnectionDetails } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { NowProvider, useTicking } from '../../ui/now.tsx';
import { Lozenge } from '../../ui/tag.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { SignInAgain } from '../connect/sign-in-again.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { isGone } from './change-connection.ts';
import { connectionQuery, consoleClock } from './connection-query.ts';
import styles from './connection-notice.module.css';
import { PauseButton } from './pause-button.tsx';
import { QuotaTold } from './quota-told.tsx';
import { useFollowing } from './use-following.ts';
import { isNearLimit } from './words.ts';

/** Above every screen of a connection: as whom one sees, and why nothing can be sent, where nothing can. */
export function ConnectionNotice({ connection: loaded }: { connection: ConnectionSummary }) {
  const { data, error } = useQuery(connectionQuery(loaded.id));
  const connection = data ?? loaded;
  useFollowing(loaded, connection);
  const isStopped = Boolean(connection.paused || connection.problem);
  const [wasStopped, setWasStopped] = useState(isStopped);
  if (isStopped && !wasStopped) setWasStopped(true);
  const section = useRef<HTMLElement>(null);
  const again = useRef<HTMLParagraphElement>(null);
  // Whoever resumed it by keyboard goes on from here.
  useKeptFocus(section, () => again.current?.focus());
  return (
    <NowProvider now={consoleClock.now}>
      <section ref={section} aria-label="State of the connection" className={styles.notice}>
        {isGone(error) ? <Removed /> : <State connection={connection} />}
        {wasStopped && !isStopped && (
          <p ref={again} tabIndex={-1} role="status">
            In use again.
          </p>
        )}
        <NearLimit connection={connection} />
        {connection.as !== undefined && (
          <p className={styles.as}>
            As <strong>{connection.as}</strong>
          </p>
        )}
      </section>
    </NowProvider>
  );
}

function Removed() {
  return (
    <Banner
      tone="danger"
      title="This connection was removed"
      actions={
        <Link to="/" className={buttonClass()}>
          See all connections
        </Link>
      }
    >
      <p>What is still shown was read before.</p>
    </Banner>
  );
}

function State({ connection }: { connection: ConnectionDetails }) {
  const needsAdmin = useNeedsAdmin();
  const { paused, problem } = connection;
  if (paused) {
    return (
      <Banner
        tone="warning"
        title="This connection is paused"
        actions={<PauseButton connection={connection} fixed={needsAdmin} />}
      >
        <p>Nothing is sent to the site. What is still shown was read before.</p>
      </Banner>
    );
  }
  if (!problem) return null;
  const isEnded = problem.kind === 'sign-in-again';
  return (
    <Banner
      tone="danger"
      title={isEnded ? 'The consent has ended' : 'This connection can’t be used'}
      actions={isEnded && <SignInAgain connection={connection} />}
    >
      <p>
        {isEnded && 'Atlassian no longer accepts it: '}
        {problem.reason}
      </p>
      <p>
        Nothing is sent to the site{isEnded && ' until the same user signs in again'}. What is still
        shown was read before.
      </p>
    </Banner>
  );
}

function NearLimit({ connection: { quota } }: { connection: ConnectionDetails }) {
  const isNear = useTicking((now) => isNearLimit(quota, now));
  if (!quota || !isNear) return null;
  return (
    <p>
      {/* Said once; not the seconds that pass. */}
      <span role="status">
        <Lozenge tone="warning">Near Jira’s limit</Lozenge>
      </span>{' '}
      <QuotaTold quota={quota} />
    </p>
  );
}
