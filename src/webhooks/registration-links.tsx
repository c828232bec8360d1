import { Link } from '@tanstack/react-router';
import { CopyPlus, Pencil, Plus, Undo2, Upload } from 'lucide-react';
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

/** The form begins with what these webhooks are. */
export function DuplicateLink({
  connectionId,
  webhooks,
}: Target & { webhooks: readonly Webhook[] }) {
  return (
    <Link
      to={to}
      params={{ connection: connectionId }}
      search={{ prefill: prefillOf(webhooks) }}
      className={buttonClass()}
    >
      <CopyPlus size={16} aria-hidden />
      Duplicate
    </Link>
  );
}

/** The form begins with what was just deleted. */
export function RegisterAgainLink({
  connectionId,
  webhooks,
}: Target & { webhooks: readonly Webhook[] }) {
  return (
    <Link
      to={to}
      params={{ connection: connectionId }}
      search={{ prefill: prefillOf(webhooks) }}
      className={buttonClass()}
    >
      <Undo2 size={16} aria-hidden />
      Register again
    </Link>
  );
}
