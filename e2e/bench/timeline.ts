import type { Page } from 'playwright';
import { startConsole } from '../console-process.ts';
import { alternate, medianOf, type Measurement, type Sample } from './rounds.ts';
import { openProfile, type Bench } from './screen.ts';
import { stockArchive } from './stocked-archive.ts';

const small = '1,000 failures';
const large = '100,000 failures';

/** The screen of failed deliveries, from the click that leads to it; then its next page of 100. */
export async function measureTimeline(bench: Bench): Promise<Measurement> {
  const console = await startConsole();
  try {
    await stockArchive(console.address, 'sandbox-oauth', 1000);
    await stockArchive(console.address, 'sandbox', 100_000);
    const subjects = await alternate(bench.rounds, {
      [small]: () => visit(bench, `${console.address}/sandbox-oauth`),
      [large]: () => visit(bench, `${console.address}/sandbox`),
    });
    const opened = medianOf(subjects, large, 'rows and histogram painted, ms');
    const next = medianOf(subjects, large, 'next page painted, ms');
    const verdict =
      `Targets: rows and histogram within 1,000 ms of the click, the next page within 100 ms. ` +
      `${opened <= 1000 && next <= 100 ? 'Met' : 'Missed'}.`;
    return { title: 'The timeline of failed deliveries', subjects, verdict };
  } finally {
    await console.close();
  }
}

async function visit({ browser }: Bench, connection: string): Promise<Sample> {
  await using profile = await openProfile(browser);
  const page = await profile.newPage();
  await page.goto(`${connection}/webhooks`);
  await page.locator('[role="row"][aria-rowindex="2"]').waitFor();
  return {
    'rows and histogram painted, ms': await opened(page),
    'next page painted, ms': await nextPage(page),
  };
}

/** From the click to the frame that has both. The screen's code is fetched within it. */
function opened(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const link = document.querySelector<HTMLElement>('header a[href$="/failures"]');
        const startedAt = performance.now();
        link?.click();
        const look = () => {
          const row = document.querySelector('[aria-label="Failed deliveries"] [data-index="0"]');
          if (!row || !document.querySelector('figure svg path, figure svg rect')) {
            requestAnimationFrame(look);
          } else window.afterPaint(() => resolve(performance.now() - startedAt));
        };
        look();
      }),
  );
}

/** From scrolling to the end of what is loaded to the frame with a row of the next page. */
function nextPage(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const main = document.querySelector('main');
        const startedAt = performance.now();
        main?.scrollTo({ top: main.scrollHeight });
        const look = () => {
          main?.scrollTo({ top: main.scrollHeight });
          if (!document.querySelector('[aria-label="Failed deliveries"] [data-index="100"]')) {
            requestAnimationFrame(look);
          } else window.afterPaint(() => resolve(performance.now() - startedAt));
        };
        look();
      }),
  );
}
