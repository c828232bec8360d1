import { parseArgs } from 'node:util';
import { readConsoleUrl, UsageError } from '../registrations-command/command-line.ts';

export const usage = `Usage: npm run check:site -- --connection ID [options]

  Holds a Jira site against what the console expects of it, through a running console, one
  point a line: agreed, differs (with what was expected and what came), or not seen. Names,
  URLs, filters and bodies of the site are not printed; of what Jira says to the requests of
  the check, URLs and mail addresses are left out.

  --connection ID   which connection of the console
  --console URL     where the console runs (default http://127.0.0.1:3000)
  --write           also registers, refreshes and deletes webhooks of its own, whose filter matches
                    no issue; whatever it made is deleted at the end, after Ctrl-C too
  --url URL         with --write: where they would send (default: the URL that the connection's
                    webhooks have already, else one at example.com)

Where people have to sign in, CONSOLE_TOKEN in the environment is a token for the
webhooks of the connection.

Exit status: 0 nothing differs; 1 something differs; 2 wrong usage; 3 Jira or the console could
not be reached, the check was stopped, or something may be left.
`;

export interface Check {
  connectionId: string;
  /** Without a trailing slash. */
  consoleUrl: string;
  writes: boolean;
  url: string | undefined;
}

/** `help` where that is asked for. */
export function readCommandLine(args: readonly string[]): Check | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  if (!values.connection) throw new UsageError('Say which connection: --connection ID.');
  const { write = false, url } = values;
  if (url !== undefined && !write) throw new UsageError('--url goes with --write only.');
  if (url !== undefined && URL.parse(url)?.protocol !== 'https:') {
    throw new UsageError('--url must be an https address.');
  }
  const consoleUrl = readConsoleUrl(values.console);
  return { connectionId: values.connection, consoleUrl, writes: write, url };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        connection: { type: 'string' },
        console: { type: 'string' },
        write: { type: 'boolean' },
        url: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
