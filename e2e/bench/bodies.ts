import type { Page } from 'playwright';
import { alternate, medianOf, type Measurement, type Sample } from './rounds.ts';
import { openProfile, startStocked, type Bench, type StockedConsole } from './screen.ts';

/** From having the text of a body to its first lines on screen, against the browser's own ways. */
export async function measureSmallBody(bench: Bench): Promise<Measurement> {
  await using console = await startStocked(1);
  const subjects = await alternate(bench.rounds, {
    'the viewer': () => openInViewer(bench, console, 1_000_000),
    'written anew in <pre>': () => openPlainly(bench, console, 1_000_000, true),
    'parsed and written anew': () => openPlainly(bench, console, 1_000_000, false),
  });
  return { title: 'Opening a body of 1 MB', subjects, verdict: verdictOf(subjects, 60) };
}

/** Without `<pre>`, which takes half a minute each time. */
export async function measureLargeBody(bench: Bench): Promise<Measurement> {
  await using console = await startStocked(1);
  const subjects = await alternate(bench.rounds, {
    'the viewer': () => openInViewer(bench, console, 25_000_000),
    'parsed and written anew': () => openPlainly(bench, console, 25_000_000, false),
  });
  return { title: 'Opening a body of 25 MB', subjects, verdict: verdictOf(subjects, 500) };
}

function verdictOf(subjects: Measurement['subjects'], hoped: number): string {
  const figure = (name: string) => Math.round(medianOf(subjects, 'the viewer', name));
  return (
    `Hoped for: content within ${hoped} ms (${figure('content, ms')}) and no task over 50 ms ` +
    `(${figure('longest task, ms')}).`
  );
}

/** What one does in a body once it is open. */
export async function measureReading(bench: Bench): Promise<Measurement> {
  await using console = await startStocked(1);
  const subjects = await alternate(bench.rounds, {
    '1 MB': () => readInViewer(bench, console, 1_000_000),
    '25 MB': () => readInViewer(bench, console, 25_000_000),
  });
  const figure = (name: string) => Math.round(medianOf(subjects, '25 MB', name));
  const verdict =
    `Hoped for at 25 MB: searched within 100 ms (${figure('searched, ms')}), frames within 33 ms ` +
    `(${figure('frame at the 95th percentile, ms')}).`;
  return { title: 'Searching a body, and 60 turns of the wheel in it', subjects, verdict };
}

/** Deliveries in one array, of a kind that Jira sends. */
function bodyOf(size: number): string {
  const one = JSON.stringify({
    timestamp: 1781166067902,
    webhookEvent: 'jira:issue_updated',
    issue: {
      id: '10418',
      key: 'PAY-418',
      fields: {
        summary: 'Card payments fail at checkout',
        labels: ['checkout', 'cards'],
        description: 'The bank answers after the 30 seconds that the page waits. '.repeat(12),
        customfields: Array.from({ length: 20 }, (_, id) => ({ id: 10_000 + id, value: null })),
      },
    },
  });
  return `[${Array(Math.floor(size / (one.length + 1)))
    .fill(one)
    .join(',')}]`;
}

async function openInViewer(bench: Bench, console: StockedConsole, size: number): Promise<Sample> {
  await using profile = await openProfile(bench.browser);
  const { painted, longestTask } = await openBody(await profile.newPage(), console, size);
  return { 'content, ms': painted, 'longest task, ms': longestTask };
}

async function readInViewer(bench: Bench, console: StockedConsole, size: number): Promise<Sample> {
  await using profile = await openProfile(bench.browser);
  const page = await profile.newPage();
  await openBody(page, console, size);
  return {
    'frame at the 95th percentile, ms': await scroll(page),
    'searched, ms': await page.evaluate(searchFor, 'nowhere in it'),
  };
}

async function openBody(page: Page, console: StockedConsole, size: number): Promise<Opening> {
  await page.goto(`${console.address}/payloads?event=own`);
  const field = page.getByLabel('or from a file');
  await field.evaluate(holdChange);
  const buffer = Buffer.from(bodyOf(size));
  await field.setInputFiles({ name: 'body.json', mimeType: 'application/json', buffer });
  return page.evaluate(openHeld);
}

interface Opening {
  painted: number;
  longestTask: number;
}

declare global {
  interface Window {
    /** Reading a file is not the viewer's doing: the event waits until the bytes are there. */
    openBody?: () => void;
  }
}

/** Runs in the page: the file is read before the clock starts. */
function holdChange(input: HTMLElement | SVGElement): void {
  input.addEventListener(
    'change',
    (event) => {
      if (!event.isTrusted && window.openBody) return;
      event.stopPropagation();
      const [file] = (input as HTMLInputElement).files ?? [];
      void file?.arrayBuffer().then((bytes) => {
        File.prototype.arrayBuffer = () => Promise.resolve(bytes);
        window.openBody = () => input.dispatchEvent(new Event('change', { bubbles: true }));
      });
    },
    { capture: true },
  );
}

/** Runs in the page. */
async function openHeld(): Promise<Opening> {
  while (!window.openBody) await new Promise(requestAnimationFrame);
  let longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  }).observe({ type: 'longtask' });
  const start = performance.now();
  const painted = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[role=treegrid] [role=row] code')) return;
      observer.disconnect();
      window.afterPaint(() => resolve(performance.now() - start));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  window.openBody();
  const time = await painted;
  // Long tasks are told of a little later.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { painted: time, longestTask };
}

/** Runs in the page: types, and waits for the count. */
function searchFor(text: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('input[aria-label="Search the body"]');
  const status = field?.closest('[role=search]')?.querySelector('[role=status]');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  return new Promise((resolve, reject) => {
    if (!field || !status) return reject(new Error('There is no search.'));
    const start = performance.now();
    new MutationObserver(() => resolve(performance.now() - start)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    setValue?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** The 95th percentile of the time between frames over three seconds of the wheel. */
async function scroll(page: Page): Promise<number> {
  await page.getByRole('treegrid').hover();
  const frames = await page.evaluateHandle(() => {
    const lengths: number[] = [];
    let before = performance.now();
    const look = (now: number) => {
      lengths.push(now - before);
      before = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return lengths;
  });
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 600);
  const lengths = (await frames.jsonValue()).toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.95)] ?? Number.NaN;
}

/** What a page without a viewer would do, on its only thread: all of it is one task. */
async function openPlainly(
  { browser }: Bench,
  console: StockedConsole,
  size: number,
  isPainted: boolean,
): Promise<Sample> {
  await using profile = await openProfile(browser);
  const page = await profile.newPage();
  await page.goto(`${console.address}/payloads`);
  const length = await page.evaluate(writeAnew, [bodyOf(size), isPainted] as const);
  return { 'content, ms': length, 'longest task, ms': length };
}

/** Runs in the page. */
function writeAnew([text, isPainted]: readonly [string, boolean]): Promise<number> {
  const start = performance.now();
  const written = JSON.stringify(JSON.parse(text), null, 2);
  if (!isPainted) return Promise.resolve(performance.now() - start);
  const element = document.createElement('pre');
  element.textContent = written;
  document.body.replaceChildren(element);
  return new Promise((resolve) => window.afterPaint(() => resolve(performance.now() - start)));
}
