import type { TokenScope } from '../../jira/machine-tokens.ts';

export interface ScopeWords {
  name: string;
  /** What a program may do with it, and which programs those are. */
  about: string;
}

export const scopeWords: Record<TokenScope, ScopeWords> = {
  webhooks: {
    name: 'Webhooks of one connection',
    about:
      'List, register, refresh and delete webhooks, and read failed deliveries. For the command line, and for Jira clients that speak through the console.',
  },
  'failures:write': {
    name: 'Handing in failures of one connection',
    about: 'Hand failed deliveries in, and nothing else. For the app’s own receiver.',
  },
  metrics: {
    name: 'Metrics of the console',
    about: 'Read the numbers at /metrics. For Prometheus.',
  },
};
