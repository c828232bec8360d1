import type { BrowserContext, CDPSession, Page } from 'playwright';
import * as z from 'zod/mini';
import { alternate, type Measurement, type Sample } from './rounds.ts';
import {
  controlSandbox,
  openList,
  openProfile,
  startStocked,
  type Bench,
  type StockedConsole,
} from './screen.ts';

const ticks = 5;
/** The same rows on top, however many there are below. */
const byId = '?sort=id';
const rowsInView = 10;

/** What a second costs a page that is only looked at. Its two pages stay open over all rounds. */
export async function measureTicking({ browser, rounds }: Bench): Promise<Measurement> {
  await using usual = await startStocked(40);
  await using many = await startStocked(10_000);
  await using usualProfile = await openProfile(browser);
  await using manyProfile = await openProfile(browser);
  const usualPage = await openInLastHour(usualProfile, usual);
  const manyPage = await openInLastHour(manyProfile, many);
  const subjects = await alternate(rounds, {
    '40 rows': () => tick(usualPage),
    '10,000 rows': () => tick(manyPage),
  });
  return { title: `One tick of all countdowns, mean of ${ticks}`, subjects };
}

/**
 * With a row in view and the head of the page counting in seconds: among many something always does,
 * among few hardly ever, and a second in which nothing changes is no measure for one in which it does.
 */
async function openInLastHour(profile: BrowserContext, console: StockedConsole): Promise<Page> {
  const list = `/api/connections/sandbox/rest/api/3/webhook?maxResults=${rowsInView}`;
  const { values } = listed.parse(await (await fetch(console.address + list)).json());
  const left = values.map(({ expirationDate }) => Date.parse(expirationDate) - Date.now());
  const soonest = Math.min(...left.filter((ms) => ms > 0));
  const advance = `${Math.round(soonest / 60_000) - 45}m`;
  await controlSandbox(console.address, '/clock', { advance });
  const page = await openList(profile, console, byId);
  await page
    .getByRole('timer')
    .filter({ hasText: / min \d\d s$/ })
    .nth(1)
    .waitFor();
  return page;
}

const listed = z.object({ values: z.array(z.object({ expirationDate: z.string() })) });

async function tick(page: Page): Promise<Sample> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(waitForMidSecond, 1);
  const before = await readDurations(session);
  await page.evaluate(waitForMidSecond, ticks);
  const after = await readDurations(session);
  await session.detach();
  const perTick = (name: keyof typeof before) => ((after[name] - before[name]) * 1000) / ticks;
  return { 'script, ms': perTick('script'), 'main thread, ms': perTick('task') };
}

/** Runs in the page. Countdowns change on the second; between two of them lies the same work each time. */
function waitForMidSecond(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000 + 500 - (Date.now() % 1000));
  });
}

/** In seconds since the page began: all of its main thread's tasks, and of them the scripts. */
async function readDurations(session: CDPSession) {
  const { metrics } = await session.send('Performance.getMetrics');
  const find = (name: string) => metrics.find((metric) => metric.name === name)?.value;
  const [script, task] = [find('ScriptDuration'), find('TaskDuration')];
  if (script === undefined || task === undefined) {
    throw new Error('The browser does not tell how long scripts and tasks took.');
  }
  return { script, task };
}
