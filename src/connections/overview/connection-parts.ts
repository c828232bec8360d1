import type { ReactNode } from 'react';
import type { ConnectionSummary } from '../../jira/connection.ts';

/** What other rooms and the routes put into an entry. */
export interface ConnectionParts {
  renderLink: (
    connection: ConnectionSummary,
    rest?: { tabIndex: number; 'data-control': string },
  ) => ReactNode;
  /** How its webhooks fare; `inRow` where there is one line for it. */
  renderHealth: (connection: ConnectionSummary, inRow?: boolean) => ReactNode;
}
