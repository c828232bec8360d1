import type { ConnectionSummary } from '../../jira/connection.ts';
import type { SandboxControl, SandboxSummary } from './control.ts';

/** What each part of the panel is given. */
export interface ActProps {
  connection: ConnectionSummary;
  control: SandboxControl;
  /** Undefined until it was read. */
  summary: SandboxSummary | undefined;
}
