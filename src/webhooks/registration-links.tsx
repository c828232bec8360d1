import { Link } from '@tanstack/react-router';
import { CopyPlus, Pencil, Plus, Undo2, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Webhook } from '../jira/wire.ts';
import { buttonClass } from '../ui/button.tsx';
import { prefillOf } from './prefill.ts';

interface Target {
  connectionId: string;
}

const to = '/$connection/webhooks/new';

export function RegisterLink({ connectionId }: Target) {
  return (
    <Link to={to} params={{ connection: connectionId }} className={buttonClass()}>
      <Plus size={16} aria-hidden />
      Register webhooks
    </Link>
  );
}

export function ImportLink({ connectionId }: Target) {
  return (
    <Link
      to="/$connection/webhooks/import"
      params={{ connection: connectionId }}
      className={buttonClass()}
    >
      <Upload size={16} aria-hidden />
      Import
    </Link>
  );
}

export function ChangeLink({ connectionId, id }: Target & { id: number }) {
  return (
    <Link
      to={to}
      params={{ connection: connectionId }}
      search={{ change: id }}
      className={buttonClass()}
    >
      <Pencil size={16} aria-hidden />
      Change
    </Link>
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
    <Link
      to={to}
      params={{ connection: connectionId }}
      search={{ prefill: prefillOf(webhooks) }}
      className={buttonClass()}
    >
      {children}
    </Link>
  );
}
