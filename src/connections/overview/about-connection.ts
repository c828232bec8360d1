import type { ConnectionSummary } from '../../jira/connection.ts';
import { siteOf } from './find-connections.ts';

/** As which app, where, and as whom. */
export function aboutConnection(connection: ConnectionSummary): string {
  return `${kindOf(connection)} on ${siteOf(connection)}`;
}

function kindOf({ kind, as }: ConnectionSummary): string {
  switch (kind) {
    case 'connect':
      return 'Connect app';
    case 'oauth':
      return as === undefined ? 'OAuth 2.0 app, one user,' : `OAuth 2.0 app, as ${as},`;
  }
}
