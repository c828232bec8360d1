import type { ConnectionSummary } from '../../jira/connection.ts';
import type { MachineToken } from '../../jira/machine-tokens.ts';
import { Button } from '../../ui/button.tsx';
import { formatLocal, formatLocalShort } from '../../ui/instants.ts';
import { detailOf } from './find-connections.ts';
import { scopeWords } from './scope-words.ts';
import styles from './tokens-page.module.css';

interface TokenListProps {
  tokens: readonly MachineToken[];
  /** Undefined while they are not known. */
  connections: readonly ConnectionSummary[] | undefined;
  /** Why none can be revoked now. */
  unavailable: string | undefined;
  onRevoke: (token: MachineToken) => void;
}

/** The newest first, as the console lists them. */
export function TokenList({ tokens, connections, unavailable, onRevoke }: TokenListProps) {
  return (
    <ul className={styles.tokens} aria-label="Tokens">
      {tokens.map((token) => (
        <li key={token.id} className={styles.token}>
          <div>
            <h2>{token.name}</h2>
            <p>
              {scopeWords[token.scope].name}
              {token.connection !== null && ': '}
              {token.connection !== null && (
                <ConnectionName id={token.connection} connections={connections} />
              )}
            </p>
          </div>
          <div className={styles.times}>
            <p>
              Made {token.createdBy !== '' && `by ${token.createdBy}, `}
              <Moment at={token.createdAt} />
            </p>
            <p>
              {token.lastUsedAt === null ? (
                'Never used'
              ) : (
                <>
                  Last used <Moment at={token.lastUsedAt} />
                </>
              )}
            </p>
          </div>
          <Button unavailable={unavailable} onClick={() => onRevoke(token)}>
            Revoke…<span className="visually-hidden"> {token.name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function ConnectionName({
  id,
  connections,
}: {
  id: string;
  connections: TokenListProps['connections'];
}) {
  const found = connections?.find((connection) => connection.id === id);
  if (!found) return <>{connections ? `${id}, which was removed` : id}</>;
  return (
    <>
      {found.name} <small>{detailOf(found)}</small>
    </>
  );
}

function Moment({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatLocal(at)}>
      {formatLocalShort(at)}
    </time>
  );
}
