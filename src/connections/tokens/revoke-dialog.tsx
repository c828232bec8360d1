import type { MachineToken } from '../../jira/machine-tokens.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatLocalShort } from '../../ui/instants.ts';

interface RevokeDialogProps {
  token: MachineToken;
  onConfirm: () => void;
  onClose: () => void;
}

export function RevokeDialog({ token, onConfirm, onClose }: RevokeDialogProps) {
  return (
    <Dialog
      title={`Revoke “${token.name}”?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button appearance="danger" onClick={onConfirm}>
            Revoke it
          </Button>
        </>
      }
    >
      <p>
        Every program that shows it is refused from its next request on. It can’t be brought back:
        such a program then needs another token.
      </p>
      <p>
        {token.lastUsedAt === null
          ? 'No program has used it so far.'
          : `It was last used on ${formatLocalShort(token.lastUsedAt)}.`}
      </p>
    </Dialog>
  );
}
