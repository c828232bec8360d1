import type { ReactNode } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { SandboxControl, SandboxSummary } from './control.ts';

/** What each part of the panel is given. */
export interface ActProps {
  connection: ConnectionSummary;
  /** The way to one of the connection's webhooks. */
  renderWebhook: (id: number) => ReactNode;
  control: SandboxControl;
  /** Undefined until it was read. */
  summary: SandboxSummary | undefined;
}
