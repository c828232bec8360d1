import { Download, Upload } from 'lucide-react';
import type { Ref } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import type { ArchiveStatus } from '../jira/failures.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { formatDuration } from '../ui/durations.ts';
import frame from '../ui/list-screen.module.css';
import { useTicking } from '../ui/now.tsx';
import styles from './failures-page.module.css';

interface PageHeadProps {
  ref: Ref<HTMLHeadingElement>;
  connection: ConnectionSummary;
  /** Undefined while it is not known. */
  status: ArchiveStatus | undefined;
  onExport: () => void;
  onHandIn: () => void;
}

/** Where the failures come from and how fresh they are; what can be done with all of them. */
export function PageHead({ ref, connection, status, onExport, onHandIn }: PageHeadProps) {
  return (
    <>
      <header className={frame.head}>
        <div>
          <h1 ref={ref} tabIndex={-1}>
            Failed deliveries
          </h1>
          <p className={`${frame.scope} ${styles.scope}`}>
            {connection.name} on {connection.siteUrl.replace(/^https?:\/\//, '')}.{' '}
            {status && <Source status={status} />}
          </p>
        </div>
        <div className={`${frame.ways} ${styles.ways}`}>
          <Button
            icon={<Download size={16} aria-hidden />}
            unavailable={status?.total === 0 ? 'There is nothing to export yet' : undefined}
            onClick={onExport}
          >
            Export
          </Button>
          <Button changes icon={<Upload size={16} aria-hidden />} onClick={onHandIn}>
            Hand in a file
          </Button>
        </div>
      </header>
      {status?.problem != null && (
        <Banner tone="warning" title="Jira’s failures could not be read">
          <p>{status.problem}</p>
          <p>
            It is tried again by itself. Jira forgets a failure after 72 hours: what is not read
            until then is lost.
          </p>
        </Banner>
      )}
    </>
  );
}

function Source({ status }: { status: ArchiveStatus }) {
  const { source, readAt, total, keptDays } = status;
  const kept = `${total.toLocaleString('en')} kept, each for ${keptDays} days.`;
  if (source === 'handed-in') return <>Handed in by your receiver or as a file; {kept}</>;
  if (readAt === null) return <>Jira’s failures have not been read yet; {kept}</>;
  return (
    <>
      Read from Jira <Age since={readAt} /> ago; {kept}
    </>
  );
}

function Age({ since }: { since: number }) {
  return <span role="timer">{useTicking((now) => formatDuration(now - since))}</span>;
}
