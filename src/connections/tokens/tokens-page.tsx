import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { isSignedOut } from '../../jira/errors.ts';
import type { MachineToken } from '../../jira/machine-tokens.ts';
import type { NewMachineToken } from '../../jira/new-machine-token.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { connectionsQuery } from '../connections-query.ts';
import { meQuery } from '../me-query.ts';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { MadeToken } from './made-token.tsx';
import { OutcomeBanner } from './outcome-banner.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';
import { tokensQuery } from './tokens-query.ts';
import styles from './tokens-page.module.css';
import { useTokenActs } from './use-token-acts.ts';

const intro =
  'What programs show to be let in, in place of a person’s sign-in. Each is good for one thing, and can be revoked alone.';

/** What programs show to be let in. */
export function TokensPage() {
  const { data: me } = useQuery(meQuery());
  const needsAdmin = useNeedsAdmin();
  return (
    <Page title="Tokens" intro={intro}>
      {me?.signIn === 'none' && (
        <Banner tone="information" title="Nobody signs in here">
          <p>
            This console answers its own machine only, and programs on this machine need no token.
            One that is shown is checked all the same, and stays good when log-in is set up.
          </p>
        </Banner>
      )}
      {needsAdmin === undefined ? me && <Tokens /> : <NotAllowed reason={needsAdmin} />}
    </Page>
  );
}

function NotAllowed({ reason }: { reason: string }) {
  return (
    <EmptyState
      title="Tokens are for admins"
      actions={
        <Button icon={<Plus size={16} aria-hidden />} unavailable={reason}>
          Make a token
        </Button>
      }
    >
      <p>{reason}. Ask an admin of this console for the token that your program needs.</p>
    </EmptyState>
  );
}

function Tokens() {
  const tokens = useQuery(tokensQuery());
  const { data: connections } = useQuery(connectionsQuery());
  const { outcome, made, forgetMade, make, revoke, busy } = useTokenActs();
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<MachineToken>();
  const begin = useRef<HTMLButtonElement>(null);

  /** Where the focus was is gone with the form. */
  function leaveForm(): void {
    setMaking(false);
    forgetMade();
    begin.current?.focus();
  }

  async function send(wanted: NewMachineToken): Promise<void> {
    const result = await make(wanted).catch(() => 'refused' as const);
    if (result === 'made') setMaking(false);
    else if (result === 'lost') leaveForm();
  }

  function confirm(token: MachineToken): void {
    setAsked(undefined);
    revoke(token, { onSettled: () => begin.current?.focus() });
  }

  const isFormOpen = isMaking || made !== undefined;
  return (
    <>
      <div className={styles.row}>
        <Button
          ref={begin}
          appearance="primary"
          icon={<Plus size={16} aria-hidden />}
          unavailable={isFormOpen ? 'It is being done, below' : undefined}
          onClick={() => setMaking(true)}
        >
          Make a token
        </Button>
      </div>
      {outcome && <OutcomeBanner outcome={outcome} />}
      {made && <MadeToken token={made} onKept={leaveForm} />}
      {isMaking && !made && (
        <TokenForm
          connections={connections ?? []}
          unavailable={busy}
          onCancel={leaveForm}
          onSubmit={(wanted) => void send(wanted)}
        />
      )}
      <Listed
        tokens={tokens.data}
        error={tokens.error}
        onRetry={() => void tokens.refetch()}
        renderList={(listed) => (
          <TokenList
            tokens={listed}
            connections={connections}
            unavailable={busy}
            onRevoke={setAsked}
          />
        )}
      />
      {asked && (
        <RevokeDialog
          token={asked}
          onClose={() => setAsked(undefined)}
          onConfirm={() => confirm(asked)}
        />
      )}
    </>
  );
}

interface ListedProps {
  tokens: readonly MachineToken[] | undefined;
  error: Error | null;
  onRetry: () => void;
  renderList: (tokens: readonly MachineToken[]) => React.ReactNode;
}

function Listed({ tokens, error, onRetry, renderList }: ListedProps) {
  const problem = error && !isSignedOut(error) && (
    <Banner
      tone="danger"
      title="The tokens could not be read"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      <p>{error.message}</p>
      {tokens && <p>Below is what was read before.</p>}
    </Banner>
  );
  if (!tokens) return problem || <p role="status">{error ? '' : 'Reading the tokens…'}</p>;
  return (
    <>
      {problem}
      {tokens.length > 0 ? (
        renderList(tokens)
      ) : (
        <EmptyState title="No tokens yet">
          <p>
            Make one for each program that speaks to this console: the command line that keeps
            registrations, a Jira client, the receiver that hands failures in, Prometheus.
          </p>
        </EmptyState>
      )}
    </>
  );
}
