import type { MachineToken } from '../../jira/machine-tokens.ts';

export interface Usage {
  /** What the lines are for. */
  title: string;
  lines: string;
}

/** How programs show a token; the token itself stays in their environment, and out of a shell's history. */
export function usageOf(
  { scope, connection }: Pick<MachineToken, 'scope' | 'connection'>,
  origin: string,
): Usage[] {
  const base = `${origin}/api/connections/${encodeURIComponent(connection ?? '')}`;
  switch (scope) {
    case 'webhooks':
      return [
        { title: 'List the webhooks', lines: curl([`${base}/rest/api/3/webhook`]) },
        {
          title: 'From the console’s command line',
          lines: `npm run registrations -- plan --connection ${connection} --console ${origin} webhooks.json`,
        },
        { title: 'The host that a Jira client is given, with the token as bearer', lines: base },
      ];
    case 'failures:write':
      return [
        {
          title: 'Hand in a file',
          lines: curl([
            "--header 'Content-Type: application/x-ndjson'",
            '--data-binary @failures.ndjson',
            `${base}/failures`,
          ]),
        },
      ];
    case 'metrics':
      return [{ title: 'Read the metrics', lines: curl([`${origin}/metrics`]) }];
  }
}

const curl = (rest: readonly string[]) =>
  ['curl --header "Authorization: Bearer $CONSOLE_TOKEN"', ...rest].join(' \\\n  ');
