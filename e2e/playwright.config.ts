import { defineConfig } from 'playwright/test';
import { findBrowser } from './browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../.tmp/browser-tests',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // A test that passes only the second time is a defect to be found, not a pass.
  retries: 0,
  workers: 2,
  // Generous, since a machine may be busy: what passes is not slowed, what hangs is found all the same.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'open' },
    // The same again on a console with log-in: what a person does most, and every way in which it can fail.
    {
      name: 'signed in',
      testMatch: /\/(?:actions|failures|keyboard|naughty|problems)\.spec\.ts$/,
      // What is typed or looks wrong is so whoever one is; access.spec.ts asks axe about what is added.
      grepInvert: /A1: |R3: each/,
    },
  ],
  use: {
    launchOptions: await findBrowser(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    trace: 'retain-on-failure',
  },
});
