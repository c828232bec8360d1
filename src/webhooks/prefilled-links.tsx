import { CopyPlus, Pencil, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Webhook } from '../jira/wire.ts';
import { prefillOf } from './prefill.ts';
import { ActLink } from './registration-links.tsx';

const to = '/$connection/webhooks/new';

export function ChangeLink({ connectionId, id }: { connectionId: string; id: number }) {
  return (
    <ActLink to={to} params={{ connection: connectionId }} search={{ change: id }}>
      <Pencil size={16} aria-hidden />
      Change
    </ActLink>
  );
}

interface Prefilled {
  connectionId: string;
  webhooks: readonly Webhook[];
}

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
