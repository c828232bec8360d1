/** The registrations of a connection from the command line, through a running console. For people and CI. */
import { readFile as readText, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createJiraClient } from '../../jira/client.ts';
import { JiraError } from '../../jira/errors.ts';
import { apply, type ApplyProgress, type Outcome } from '../../jira/registrations/apply.ts';
import { exportFile, readFile, RegistrationsFileError } from '../../jira/registrations/file.ts';
import type { RegistrationsFile } from '../../jira/registrations/file.ts';
import { isNothingToDo, plan } from '../../jira/registrations/plan.ts';
import { createServerClock } from '../../jira/server-clock.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { readCommandLine, usage, UsageError, type Command } from './command-line.ts';
import { findConnection, sendWithToken } from './console.ts';
import { outcomeLines, planLines, problemText, summary } from './words.ts';

const status = { done: 0, differs: 1, badInput: 2, unreached: 3 } as const;

// Not by process.exit, which would cut off what is still to be written.
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let command: Command | 'help' | undefined;
  try {
    command = readCommandLine(args);
    if (command === 'help') {
      process.stdout.write(usage);
      return status.done;
    }
    const { action, file } = command;
    const wanted = action === 'export' ? undefined : readFile(await readInput(file));
    await findConnection(command);
    return await carryOut(command, wanted);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (isUsage || error instanceof RegistrationsFileError) {
      say(error.message);
      if (command === undefined) process.stderr.write(`\n${usage}`);
      return status.badInput;
    }
    if (!(error instanceof JiraError) || typeof command !== 'object') throw error;
    say(problemText(error, command.consoleUrl));
    return status.unreached;
  }
}

function say(sentence: string): void {
  process.stderr.write(`${visibleText(sentence)}\n`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

async function carryOut(command: Command, wanted?: RegistrationsFile): Promise<number> {
  const { action, connectionId, consoleUrl, file } = command;
  const clock = createServerClock();
  const jira = createJiraClient({
    baseUrl: `${consoleUrl}/api/connections/${encodeURIComponent(connectionId)}`,
    fetch: sendWithToken,
    onServerDate: clock.observe,
  });
  const listed = await jira.listWebhooks();
  if (!wanted) {
    await writeOutput(file, exportFile(listed));
    if (file !== '-')
      print([`${listed.length} registrations of ${connectionId} written to ${file}`]);
    return status.done;
  }
  const planned = plan(wanted, listed, clock.now());
  if (action === 'plan') {
    const kinds = [...planned.entries.map(({ kind }) => kind), ...planned.extra.map(() => 'extra')];
    print([...planLines(planned), summary(kinds)]);
    return isNothingToDo(planned) ? status.done : status.differs;
  }
  const outcomes = await apply(planned, jira, {
    replace: command.replace,
    signal: interruption(),
    onProgress: tellWait,
  });
  print([...outcomeLines(outcomes), summary(outcomes.map(({ verdict }) => verdict.kind))]);
  if (planned.extra.length > 0) {
    say(`${planned.extra.length} more in Jira that are not in the file were left as they are.`);
  }
  return statusOf(outcomes);
}

function statusOf(outcomes: readonly Outcome[]): number {
  const kinds = new Set(outcomes.map(({ verdict }) => verdict.kind));
  if (kinds.has('unknown')) return status.unreached;
  return kinds.has('refused') || kinds.has('not-sent') ? status.differs : status.done;
}

/** Ctrl-C ends what is under way in good order; a second one ends the program at once. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    say('Stopping after the request under way.');
    stop.abort();
  });
  return stop.signal;
}

function tellWait({ waitUntil }: ApplyProgress): void {
  if (waitUntil !== undefined) say(`Jira asks to wait until ${new Date(waitUntil).toISOString()}.`);
}

async function readInput(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readText(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can’t be read: ${reasonOf(error)}`, { cause: error });
  }
}

async function writeOutput(file: string, content: string): Promise<void> {
  if (file === '-') {
    process.stdout.write(content);
    return;
  }
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new UsageError(`${file} can’t be written: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
