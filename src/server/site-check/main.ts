/** Holds a Jira site against what the console expects of it, through a running console. For its owner. */
import type { ConnectionSummary } from '../../jira/connection.ts';
import { JiraError } from '../../jira/errors.ts';
import { visibleText } from '../../jira/visible-text.ts';
import { UsageError } from '../registrations-command/command-line.ts';
import { findConnection, sendWithToken } from '../registrations-command/console.ts';
import { problemText } from '../registrations-command/words.ts';
import { checkFailed } from './check-failed.ts';
import { checkHeaders } from './check-headers.ts';
import { checkList } from './check-list.ts';
import { checkWrites } from './check-writes.ts';
import { readCommandLine, usage, type Check } from './command-line.ts';
import { ownWebhooks } from './own-webhooks.ts';
import { createReport, withoutNames, type Report } from './report.ts';
import { openSite } from './site.ts';

const status = { done: 0, differs: 1, badInput: 2, unreached: 3 } as const;
/** Example.com (RFC 2606) is nobody's receiver. */
const harmlessUrl = 'https://example.com/jira-webhook-console-check';

// Not by process.exit, which would cut off what is still to be written.
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let check: Check | 'help' | undefined;
  try {
    check = readCommandLine(args);
    if (check === 'help') {
      process.stdout.write(usage);
      return status.done;
    }
    const connection = await findConnection(check);
    return await carryOut(check, connection);
  } catch (error) {
    if (error instanceof UsageError) {
      say(error.message);
      if (check === undefined) process.stderr.write(`\n${usage}`);
      return status.badInput;
    }
    if (!(error instanceof JiraError) || typeof check !== 'object') throw error;
    tell(error, check.consoleUrl);
    return status.unreached;
  }
}

async function carryOut(check: Check, connection: ConnectionSummary): Promise<number> {
  const report = createReport((line) => process.stdout.write(`${line}\n`));
  const stop = interruption();
  const ended = await run(check, connection, report, stop);
  const { agreed, differs, 'not seen': notSeen } = report.counts();
  process.stdout.write(`\n${agreed} agreed, ${differs} differ, ${notSeen} not seen\n`);
  if (!check.writes) say('Nothing was changed. With --write, registering and the rest are tried.');
  if (!ended) return status.unreached;
  return differs > 0 ? status.differs : status.done;
}

/** Whether it came to its end, and left nothing. */
async function run(
  check: Check,
  connection: ConnectionSummary,
  report: Report,
  stop: AbortSignal,
): Promise<boolean> {
  const shared = {
    baseUrl: `${check.consoleUrl}/api/connections/${encodeURIComponent(check.connectionId)}`,
    send: sendWithToken,
    onWait: (until: number) => say(`Jira asks to wait until ${new Date(until).toISOString()}.`),
  };
  const site = openSite({ ...shared, signal: stop });
  const own = ownWebhooks();
  let hasEnded = false;
  let hasWritten = false;
  try {
    const listed = await checkList(site, report, connection);
    await checkFailed(site, report, connection);
    if (check.writes) {
      hasWritten = true;
      const url = check.url ?? listed.webhooks[0]?.url ?? harmlessUrl;
      await checkWrites({ site, report, connection, own, url }, listed);
    }
    checkHeaders(report, site.observed);
    hasEnded = true;
  } catch (error) {
    if (stop.aborted) say('Stopped.');
    else if (error instanceof JiraError) tell(error, check.consoleUrl);
    else throw error;
  } finally {
    // Not by the site that was stopped.
    if (hasWritten) hasEnded = tellLeft(await own.remove(openSite(shared)), own.word) && hasEnded;
  }
  return hasEnded;
}

function tellLeft(left: readonly number[] | undefined, word: string): boolean {
  if (left?.length === 0) {
    say('What was registered for this check has been deleted.');
    return true;
  }
  const what = left ? `Webhooks ${left.join(', ')} are left` : 'Something may be left';
  say(`${what}: delete those whose filter has ${word}, in the console. They match no issue.`);
  return false;
}

/** What was answered may hold what is nobody's business; the console's own address does not. */
function tell({ kind, status, messages }: JiraError, consoleUrl: string): void {
  const told = { kind, messages: messages.map(withoutNames), ...(status ? { status } : {}) };
  say(problemText(new JiraError(told), consoleUrl));
}

function say(sentence: string): void {
  process.stderr.write(`${visibleText(sentence)}\n`);
}

/** Ctrl-C ends what is under way in good order; a second one ends the program at once. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say('Stopping after the request under way.');
      stop.abort();
    });
  }
  return stop.signal;
}
