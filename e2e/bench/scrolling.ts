import { alternate, type Measurement, type Sample } from './rounds.ts';
import { openList, openProfile, startStocked, type Bench, type StockedConsole } from './screen.ts';

const screens = 20;
const screenHeight = 720;
/** Between two turns of the wheel: a hurried reader. */
const framesPerScreen = 6;

/** From the top, past the same rows: with as many as that takes, and with very many below them. */
export async function measureScrolling(bench: Bench): Promise<Measurement> {
  await using few = await startStocked(400);
  await using many = await startStocked(10_000);
  const subjects = await alternate(bench.rounds, {
    '400 rows': () => scroll(bench, few),
    '10,000 rows': () => scroll(bench, many),
  });
  return { title: `Scrolling ${screens} screens by the wheel`, subjects };
}

async function scroll({ browser }: Bench, console: StockedConsole): Promise<Sample> {
  await using profile = await openProfile(browser);
  const page = await openList(profile, console, '?sort=id');
  await page.mouse.move(640, 500);
  const frames = await page.evaluateHandle(watchFrames);
  for (let screen = 0; screen < screens; screen++) {
    await page.mouse.wheel(0, screenHeight);
    await page.evaluate(passFrames, framesPerScreen);
  }
  const scrolled = await page.locator('main').evaluate(({ scrollTop }) => scrollTop);
  const lengths = await frames.jsonValue();
  if (scrolled < (screens - 1) * screenHeight) {
    throw new Error(`The list was to scroll ${screens} screens and moved by ${scrolled} pixels.`);
  }
  return {
    'frames over 50 ms': lengths.filter((length) => length > 50).length,
    'longest frame, ms': Math.max(...lengths),
  };
}

/** Runs in the page: the time from each frame to the next. */
function watchFrames(): number[] {
  const lengths: number[] = [];
  let before = performance.now();
  const look = (now: number) => {
    lengths.push(now - before);
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame((now) => {
    before = now;
    requestAnimationFrame(look);
  });
  return lengths;
}

/** Runs in the page. */
async function passFrames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
}
