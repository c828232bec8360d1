import { Link, type LinkProps } from '@tanstack/react-router';
import { CopyPlus, Pencil, Plus, Undo2, Upload } from 'lucide-react';
import { use, type ReactNode } from 'react';
import type { Webhook } from '../jira/wire.ts';
import { Button, buttonClass, ReadOnly } from '../ui/button.tsx';
import { prefillOf } from './prefill.ts';

interface Target {
  connectionId: string;
}

const to = '/$connection/webhooks/new';

export function RegisterLink({ connectionId }: Target) {
  return (
    <ActLink to={to} params={{ connection: connectionId }}>
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

export function ChangeLink({ connectionId, id }: Target & { id: number }) {
  return (
    <ActLink to={to} params={{ connection: connectionId }} search={{ change: id }}>
      <Pencil size={16} aria-hidden />
      Change
    </ActLink>
  );
}

type Prefilled = Target & { webhooks: readonly Webhook[] };

/** The form begins with what these webhooks are. */
export function DuplicateLink(props: Prefilled) {
  return (
    <PrefilledLink {...props}>
      <CopyPlus size={16} aria-hidden />
      Duplicate
    </PrefilledLink>
  );
}

/** The form begins with what was just deleted. */
export function RegisterAgainLink(props: Prefilled) {
  return (
    <PrefilledLink {...props}>
      <Undo2 size={16} aria-hidden />
      Register again
    </PrefilledLink>
  );
}

function PrefilledLink({ connectionId, webhooks, children }: Prefilled & { children: ReactNode }) {
  return (
    <ActLink
      to={to}
      params={{ connection: connectionId }}
      search={{ prefill: prefillOf(webhooks) }}
    >
      {children}
    </ActLink>
  );
}

/** Leads to where the act is done, unless whoever is here may not do it. */
function ActLink({ children, ...link }: LinkProps & { children: ReactNode }) {
  const readOnly = use(ReadOnly);
  return readOnly === undefined ? (
    <Link {...link} className={buttonClass()}>
      {children}
    </Link>
  ) : (
    <Button unavailable={readOnly}>{children}</Button>
  );
}
