import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { connectionsQuery } from '../connections-query.ts';
import { removeConnection } from './change-connection.ts';
import { Problem } from './problem.tsx';

interface RemoveDialogProps {
  connection: ConnectionSummary;
  onClose: () => void;
}

/** Asks, saying what is lost and what is not; then it is gone, and so is its screen. */
export function RemoveDialog({ connection, onClose }: RemoveDialogProps) {
  const leave = useLeave(connection);
  const removal = useMutation({
    mutationFn: () => removeConnection(connection.id),
    networkMode: 'always',
    onSuccess: (outcome) => (outcome === 'removed' ? leave() : undefined),
  });
  const { data: outcome, error, isPending } = removal;
  const isTried = error !== null || outcome !== undefined;
  return (
    <Dialog
      title={`Remove ${connection.name}?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            appearance="danger"
            unavailable={isPending ? 'It is being removed' : undefined}
            onClick={() => removal.mutate()}
          >
            {isPending ? 'Removing…' : isTried ? 'Try again' : 'Remove it'}
          </Button>
        </>
      }
    >
      <Losses kind={connection.kind} />
      {error && <Problem title="It was not removed" error={error} />}
      {!isPending && outcome === 'still-there' && (
        <Banner tone="danger" title="It was not removed">
          <p>No answer came, and the connection is still there.</p>
        </Banner>
      )}
      {!isPending && outcome === 'unknown' && (
        <Banner tone="danger" title="Nobody can say yet whether it was removed">
          <p>
            No answer came, and the console could not be asked since. Trying again does no harm.
          </p>
        </Banner>
      )}
    </Dialog>
  );
}

function Losses({ kind }: Pick<ConnectionSummary, 'kind'>) {
  const isConnect = kind === 'connect';
  return (
    <>
      <p>
        <strong>Forgotten:</strong>{' '}
        {isConnect
          ? 'the shared secret of this site. To connect it again you need the secret again.'
          : 'what the user’s consent gave, unless another connection of theirs stands on it. At Atlassian the app stays allowed until the user ends that there. To connect this site again they have to consent anew.'}
      </p>
      <p>
        <strong>Out of reach:</strong> its archive of failed deliveries. It stays in the store until
        it is too old to be kept, but no screen shows it, also when the site is connected again.
      </p>
      <p>
        <strong>Not touched:</strong> webhooks registered in Jira. They are delivered until they run
        out, and nobody but {isConnect ? 'this app' : 'this user, through this app,'} can list or
        delete them.
      </p>
    </>
  );
}

/** Back to all connections, among which it is no more. */
function useLeave({ id: connectionId, name }: ConnectionSummary) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    client.setQueryData(connectionsQuery().queryKey, (known) =>
      known?.filter(({ id }) => id !== connectionId),
    );
    await navigate({ to: '/', state: { arrival: { kind: 'removed', name } } });
    client.removeQueries({ queryKey: ['connections', connectionId] });
  };
}
