import { RotateCw } from 'lucide-react';
import { JiraError } from '../jira/errors.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { formatDuration } from '../ui/durations.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatLocalTime } from '../ui/instants.ts';
import { NowProvider, useTicking } from '../ui/now.tsx';
import { problemOf } from './problem.ts';
import { RetryCountdown } from './retry-countdown.tsx';

interface ListProblemProps {
  error: Error;
  /** When the list on screen was read, or undefined where there is none. */
  readAt: number | undefined;
  /** When it is tried again by itself. */
  retryAt: number | undefined;
  onRetry: () => void;
}

/** Why the list could not be read: in place of it, or above the older one that stays. */
export function ListProblem({ error, readAt, retryAt, onRetry }: ListProblemProps) {
  const { title, advice } = problemOf(error);
  const words = error instanceof JiraError ? error.messages : [];
  const waits = error instanceof JiraError && error.kind === 'rate-limited';
  const text = (
    <>
      {words.map((message) => (
        <p key={message}>{message}</p>
      ))}
      <p>{advice}</p>
      {retryAt !== undefined && (
        <p>
          <RetryCountdown at={retryAt} />
        </p>
      )}
      {error instanceof JiraError && error.requestId !== undefined && (
        <p>
          For the log: request <code>{error.requestId}</code>
        </p>
      )}
    </>
  );
  const retry = (
    <Button
      icon={<RotateCw size={16} aria-hidden />}
      unavailable={waits ? 'Jira asks to wait: it is read again by itself then' : undefined}
      onClick={onRetry}
    >
      Try again
    </Button>
  );
  // Both speak of this machine's own moments, not of Jira's.
  return (
    <NowProvider now={Date.now}>
      {readAt === undefined ? (
        <div role="alert">
          <EmptyState title={title} actions={retry}>
            {text}
          </EmptyState>
        </div>
      ) : (
        <Banner tone="warning" title={title} actions={retry}>
          {text}
          <p>
            The list below was read <Age since={readAt} /> ago, at {formatLocalTime(readAt)}.
          </p>
        </Banner>
      )}
    </NowProvider>
  );
}

function Age({ since }: { since: number }) {
  return <span role="timer">{useTicking((now) => formatDuration(now - since))}</span>;
}
