import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks before a half filled form is left; what was written is kept in this tab all the same. */
export function LeaveGuard({ when }: { when: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => when,
    enableBeforeUnload: when,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog
      title="Leave the form?"
      onClose={reset}
      actions={
        <>
          <Button onClick={reset}>Stay</Button>
          <Button appearance="primary" onClick={proceed}>
            Leave
          </Button>
        </>
      }
    >
      <p>Nothing of it was sent. What you wrote is kept in this tab until you come back to it.</p>
    </Dialog>
  );
}
