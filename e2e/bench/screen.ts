import type { Browser, BrowserContext, Page } from 'playwright';
import { startConsole } from '../console-process.ts';

export interface Bench {
  browser: Browser;
  rounds: number;
}

export interface StockedConsole extends AsyncDisposable {
  address: string;
  registrations: number;
}

/** A console of its own whose sandbox holds so many webhooks. */
export async function startStocked(registrations: number): Promise<StockedConsole> {
  const { address, close } = await startConsole();
  await controlSandbox(address, '/reset', { registrations });
  return { address, registrations, [Symbol.asyncDispose]: close };
}

/** Turns the sandbox by hand (src/sandbox/README.md). */
export async function controlSandbox(address: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${address}/sandbox/control${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
}

/** A profile of its own: an empty cache, and a renderer process that no other page shares. */
export async function openProfile(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await context.addInitScript(installAfterPaint);
  return context;
}

/** The list with every row read; `search` is that of its address. */
export async function openList(
  profile: BrowserContext,
  console: StockedConsole,
  search = '',
): Promise<Page> {
  const page = await profile.newPage();
  await page.goto(`${console.address}/sandbox/webhooks${search}`);
  const rows = console.registrations + 1;
  await page.locator(`[role="table"][aria-rowcount="${rows}"] [aria-rowindex="2"]`).waitFor();
  return page;
}

declare global {
  interface Window {
    /** Calls back once the frame that is being made is painted. */
    afterPaint(callback: () => void): void;
  }
}

/**
 * An animation frame's callback runs before style, layout and paint; a message posted from it arrives
 * when the main thread is through with them. What the compositor does afterwards is not seen.
 */
function installAfterPaint(): void {
  window.afterPaint = (callback) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', callback, { once: true });
      port1.start();
      port2.postMessage(undefined);
    });
  };
}
