import { alternate, type Measurement, type Sample } from './rounds.ts';
import { openProfile, startStocked, type Bench } from './screen.ts';

const firstRow = '[role="row"][aria-rowindex="2"]';

/** From navigation start, with an empty cache; the list is read in pages of 100. */
export async function measureFirstRow(bench: Bench): Promise<Measurement> {
  await using usual = await startStocked(40);
  await using many = await startStocked(10_000);
  const subjects = await alternate(bench.rounds, {
    // The server's smallest static file, shown by itself: a navigation and a paint, and no script.
    'empty page': () => load(bench, `${usual.address}/favicon.svg`, 'svg'),
    '40 rows': () => load(bench, `${usual.address}/sandbox/webhooks`, firstRow),
    '10,000 rows': () => load(bench, `${many.address}/sandbox/webhooks`, firstRow),
  });
  return { title: 'First useful row, from navigation start with an empty cache', subjects };
}

async function load({ browser }: Bench, url: string, selector: string): Promise<Sample> {
  await using profile = await openProfile(browser);
  const page = await profile.newPage();
  await page.addInitScript(watchLoading, selector);
  await page.goto(url);
  // Awaited here: the profile is closed as soon as this function has returned.
  return await page.evaluate(async () => ({
    'first row painted, ms': await window.loading.painted,
    'blocked, ms': await window.loading.blocked(),
  }));
}

declare global {
  interface Window {
    loading: { painted: Promise<number>; blocked(): Promise<number> };
  }
}

/**
 * Runs in the page before anything of it. Blocked is the time beyond 50 ms of each long task, as Total
 * Blocking Time has it, yet from navigation start and until the page is idle with its rows.
 */
function watchLoading(selector: string): void {
  const mostMs = 50;
  let blockedMs = 0;
  const add = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) blockedMs += Math.max(0, duration - mostMs);
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });
  const painted = new Promise<number>((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) requestAnimationFrame(look);
      else window.afterPaint(() => resolve(performance.now()));
    };
    look();
  });
  window.loading = {
    painted,
    async blocked() {
      await painted;
      await new Promise((resolve) => requestIdleCallback(resolve));
      add(observer.takeRecords());
      return blockedMs;
    },
  };
}
