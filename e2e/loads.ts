import type { Page } from 'playwright/test';

/** What the page asks for: whether something was, and nothing is under way any more. */
export function watchLoads(page: Page) {
  const asked: string[] = [];
  let ended = 0;
  page.on('request', (request) => void asked.push(request.url()));
  const onEnd = () => void ended++;
  page.on('requestfinished', onEnd).on('requestfailed', onEnd);
  return {
    hasEnded: (name: RegExp) => asked.some((url) => name.test(url)) && ended === asked.length,
  };
}
