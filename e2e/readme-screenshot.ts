/** Takes the README's picture from the real screen: `npm run screenshot`. */
import { chromium } from 'playwright/test';
import { findBrowser } from './browser.ts';
import { startConsole } from './console-process.ts';

const console = await startConsole();
const browser = await chromium.launch(await findBrowser());
const page = await browser.newPage({
  viewport: { width: 1360, height: 820 },
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
});
await page.goto(`${console.address}/sandbox/webhooks?open=12`);
await page.getByRole('heading', { name: 'As Jira sent it' }).waitFor();
// Nothing in focus: the picture shows the screen at rest.
await page.evaluate(
  () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
);
await page.screenshot({ path: new URL('../.readme/webhooks.png', import.meta.url).pathname });
await browser.close();
await console.close();
