import type { ConnectionSummary } from '../../jira/connection.ts';
import { Page } from '../../ui/page.tsx';

/** One connection: what it is, what it may do, and how it is stopped and removed. */
export function SettingsPage({ connection }: { connection: ConnectionSummary }) {
  return <Page title={connection.name}>{null}</Page>;
}
