import { parseArgs } from 'node:util';

export const usage = `Usage: npm run registrations -- export|plan|apply --connection ID [options] FILE

  export   writes the registrations of a connection to FILE
  plan     says what differs between FILE and Jira, and changes nothing
  apply    registers what is in FILE and not in Jira; never deletes what only Jira has

  FILE     a JSON file, or - for standard output or input (then use npm run --silent)

  --connection ID   which connection of the console
  --console URL     where the console runs (default http://127.0.0.1:3000)
  --replace         with apply: change what differs, by a new registration in place of the old one

Where people have to sign in, CONSOLE_TOKEN in the environment is a token for the
webhooks of the connection.

Exit status: 0 nothing to do, or all applied; 1 something differs or could not be applied;
2 wrong usage or a bad file; 3 Jira or the console could not be reached, or an outcome is unknown.
`;

export interface Command {
  action: 'export' | 'plan' | 'apply';
  connectionId: string;
  /** Without a trailing slash. */
  consoleUrl: string;
  replace: boolean;
  /** `-` for standard input or output. */
  file: string;
}

/** Why the command can't be carried out as it was given: for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const actions = ['export', 'plan', 'apply'] as const;

/** `help` where that is asked for. */
export function readCommandLine(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [name, file, ...more] = positionals;
  const action = actions.find((action) => action === name);
  if (name === undefined) throw new UsageError('Say what to do: export, plan or apply.');
  if (!action) throw new UsageError(`There is no command ${name}: use export, plan or apply.`);
  if (!values.connection) throw new UsageError('Say which connection: --connection ID.');
  if (!file) throw new UsageError('Say which file, or - for standard input or output.');
  if (more.length > 0) throw new UsageError(`One file at a time: ${more.join(' ')} is too much.`);
  const { replace = false } = values;
  if (replace && action !== 'apply') throw new UsageError('--replace goes with apply only.');
  const consoleUrl = readConsoleUrl(values.console);
  return { action, connectionId: values.connection, consoleUrl, replace, file };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        connection: { type: 'string' },
        console: { type: 'string' },
        replace: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Without a trailing slash. */
export function readConsoleUrl(text = 'http://127.0.0.1:3000'): string {
  const url = URL.parse(text);
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash;
  if (!isPlain || url.username || url.password) {
    throw new UsageError('--console must be an address such as http://127.0.0.1:3000.');
  }
  return url.href.replace(/\/+$/, '');
}
