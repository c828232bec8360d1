import { Pause, Play } from 'lucide-react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from './problem.tsx';
import { useChange } from './use-change.ts';

interface PauseButtonProps {
  connection: ConnectionSummary;
  /** Why it can't be changed. */
  fixed: string | undefined;
}

/** Pauses, or resumes. One button: whoever pressed it by keyboard stays where they are. */
export function PauseButton({ connection, fixed }: PauseButtonProps) {
  const change = useChange(connection.id);
  const isPaused = connection.paused ?? false;
  const Icon = isPaused ? Play : Pause;
  return (
    <>
      <div>
        <Button
          icon={<Icon size={16} aria-hidden />}
          unavailable={fixed ?? (change.isPending ? 'It is being done' : undefined)}
          onClick={() => change.mutate({ paused: !isPaused })}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      </div>
      {change.error && (
        <Problem
          title={isPaused ? 'It is still paused' : 'It was not paused'}
          error={change.error}
        />
      )}
    </>
  );
}
