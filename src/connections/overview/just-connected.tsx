import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import styles from './just-connected.module.css';

interface JustConnectedProps {
  connections: readonly ConnectionSummary[];
  ids: readonly string[];
  onClose: () => void;
}

/** A consent may connect several sites at once. */
const mostNamed = 10;

/** Names what was just connected. An id that is no connection's is passed over: anybody can write an address. */
export function JustConnected({ connections, ids, onClose }: JustConnectedProps) {
  const named = connections.filter(({ id }) => ids.includes(id));
  if (named.length === 0) return null;
  const rest = named.length - mostNamed;
  return (
    <Banner
      tone="information"
      title={named.length === 1 ? 'One site is connected' : `${named.length} sites are connected`}
      actions={<IconButton label="Close" icon={<X size={16} aria-hidden />} onClick={onClose} />}
    >
      <ul className={styles.names}>
        {named.slice(0, mostNamed).map(({ id, name }) => (
          <li key={id}>
            <Link to="/$connection/webhooks" params={{ connection: id }}>
              {name}
            </Link>
          </li>
        ))}
        {rest > 0 && <li>and {rest} more</li>}
      </ul>
    </Banner>
  );
}
