import { RotateCw } from 'lucide-react';
import { isSignedOut, JiraError } from '../jira/errors.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

interface ArchiveProblemProps {
  /** What could not be read: "The failures", "The groups". */
  what: string;
  error: Error;
  /** Whether an earlier answer is still on the screen. */
  stays: boolean;
  onRetry: () => void;
}

/** Why the archive could not be read, with its own words, and the way to try again. */
export function ArchiveProblem({ what, error, stays, onRetry }: ArchiveProblemProps) {
  // The header says it, once for the whole page, and leads back in.
  if (isSignedOut(error)) return null;
  const title = `${what} could not be read`;
  const retry = (
    <Button icon={<RotateCw size={16} aria-hidden />} onClick={onRetry}>
      Try again
    </Button>
  );
  const words = reasons(error).map((reason) => <p key={reason}>{reason}</p>);
  return stays ? (
    <Banner tone="warning" title={title} actions={retry}>
      {words}
      <p>What is shown was read before.</p>
    </Banner>
  ) : (
    <div role="alert">
      <EmptyState title={title} actions={retry}>
        {words}
      </EmptyState>
    </div>
  );
}

function reasons(error: Error): string[] {
  if (!(error instanceof JiraError))
    return ['The page failed. Reload it; if it fails again, report it.'];
  const id = error.requestId === undefined ? [] : [`For the log: request ${error.requestId}`];
  return [...error.messages, ...id];
}
