import type { Locator, Page } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { badNight, handIn, hour, outageHours, type FailureRecord } from './failure-records.ts';
import { expect, test as base } from './fixtures.ts';

export { expect };
export const outage = 1000;

interface WorkerFixtures {
  /** A console whose archive holds a bad night; tests only read it. */
  night: ConsoleProcess & { records: readonly FailureRecord[]; outageAt: number };
}

export const readingTest = base.extend<object, WorkerFixtures>({
  night: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConsole();
      const now = Date.now();
      const records = badNight(now, outage);
      const outageAt = (Math.floor(now / hour) - outageHours) * hour;
      await handIn(console.address, records);
      await provide({ ...console, records, outageAt });
      await console.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ night }, provide) => provide(night.address),
});

interface Archive extends ConsoleProcess {
  handIn(records: readonly FailureRecord[], connection?: string): Promise<void>;
}

/** Each test has an archive of its own, empty at first. */
export const writingTest = base.extend<{ archive: Archive; environment: Record<string, string> }>({
  environment: [{}, { option: true }],
  archive: async ({ environment }, provide) => {
    const console = await startConsole(environment);
    await provide({
      ...console,
      handIn: (records, connection) => handIn(console.address, records, connection),
    });
    await console.close();
  },
  baseURL: ({ archive }, provide) => provide(archive.address),
});

export const list = (page: Page): Locator => page.getByRole('table', { name: 'Failed deliveries' });
/** Those in the page, without the head. */
export const rows = (page: Page): Locator =>
  list(page).locator('[data-index]').and(page.getByRole('row'));
export const body = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Failed delivery' });
export const chart = (page: Page): Locator =>
  page.getByRole('figure', { name: 'Failures over time' });
export const slider = (page: Page): Locator =>
  page.getByRole('slider', { name: 'Bars of the histogram' });

/** The one whose row this is, by the number in its issue's key. */
export const rowOf = (page: Page, number: number): Locator =>
  rows(page).filter({ hasText: new RegExp(`[A-Z]-${number}(?!\\d)`) });
