import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '../../ui/button.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';

interface AdminLinkProps {
  to: '/connect' | '/tokens';
  appearance?: 'default' | 'primary';
  children: ReactNode;
}

/** Leads to where an admin acts; to anybody else it says why it does not. */
export function AdminLink({ to, appearance, children }: AdminLinkProps) {
  const needsAdmin = useNeedsAdmin();
  return needsAdmin === undefined ? (
    <Link to={to} className={buttonClass(appearance)}>
      {children}
    </Link>
  ) : (
    <Button unavailable={needsAdmin}>{children}</Button>
  );
}
