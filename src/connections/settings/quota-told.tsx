import type { Quota } from '../../jira/connection-details.ts';
import { formatDuration } from '../../ui/durations.ts';
import { NowProvider, useTicking } from '../../ui/now.tsx';
import { consoleClock } from './connection-query.ts';
import { quotaWords } from './words.ts';

/** What Jira said of the calls that are left, and how long ago. */
export function QuotaTold({ quota }: { quota: Quota }) {
  return (
    <NowProvider now={consoleClock.now}>
      <Told quota={quota} />
    </NowProvider>
  );
}

function Told({ quota }: { quota: Quota }) {
  const left = useTicking((now) => quotaWords(quota, now));
  const age = useTicking((now) => formatDuration(now - quota.toldAt));
  return (
    <>
      {left}, as told <span role="timer">{age}</span> ago
      {quota.reason !== undefined && (
        <>
          {' '}
          (<code>{quota.reason}</code>)
        </>
      )}
    </>
  );
}
