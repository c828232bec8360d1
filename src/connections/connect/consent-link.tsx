import { Button, buttonClass } from '../../ui/button.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';

interface ConsentLinkProps {
  children: string;
  appearance?: 'default' | 'primary';
  /** The connection that is to be healed, by its id. */
  again?: string;
}

/**
 * To Atlassian's consent page. A link and no mutation, since the whole page goes there; the server holds that
 * only an admin may.
 */
export function ConsentLink({ children, appearance = 'primary', again }: ConsentLinkProps) {
  const needsAdmin = useNeedsAdmin();
  if (needsAdmin !== undefined) return <Button unavailable={needsAdmin}>{children}</Button>;
  const query = again === undefined ? '' : `?${new URLSearchParams({ again }).toString()}`;
  return (
    <a className={buttonClass(appearance)} href={`/api/oauth/start${query}`}>
      {children}
    </a>
  );
}
