import { use, type ReactNode } from 'react';
import type { ConnectionSummary } from '../jira/connection.ts';
import { ReadOnly } from '../ui/button.tsx';

interface WhileStoppedProps {
  connection: ConnectionSummary;
  children: ReactNode;
}

/** Where nothing can be sent, nothing below offers to change anything at the site. */
export function WhileStopped({ connection, children }: WhileStoppedProps) {
  const readOnly = use(ReadOnly);
  return <ReadOnly value={readOnly ?? whyStopped(connection)}>{children}</ReadOnly>;
}

function whyStopped({ paused, problem }: ConnectionSummary): string | undefined {
  if (paused) return 'This connection is paused';
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'sign-in-again':
      return 'The consent has ended: sign in again first';
    case 'unusable':
      return 'This connection can’t be used';
  }
}
