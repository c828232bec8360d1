import { Link, type LinkProps } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { use, type ReactNode } from 'react';
import { Button, buttonClass, ReadOnly } from '../ui/button.tsx';

interface Target {
  connectionId: string;
}

export function RegisterLink({ connectionId }: Target) {
  return (
    <ActLink to="/$connection/webhooks/new" params={{ connection: connectionId }}>
      <Plus size={16} aria-hidden />
      Register webhooks
    </ActLink>
  );
}

export function ImportLink({ connectionId }: Target) {
  return (
    <ActLink to="/$connection/webhooks/import" params={{ connection: connectionId }}>
      <Upload size={16} aria-hidden />
      Import
    </ActLink>
  );
}

/** Leads to where the act is done, unless whoever is here may not do it. */
export function ActLink({ children, ...link }: LinkProps & { children: ReactNode }) {
  const readOnly = use(ReadOnly);
  return readOnly === undefined ? (
    <Link {...link} className={buttonClass()}>
      {children}
    </Link>
  ) : (
    <Button unavailable={readOnly}>{children}</Button>
  );
}
