import { alternate, median, medianOf, type Measurement, type Sample } from './rounds.ts';
import { openList, openProfile, startStocked, type Bench, type StockedConsole } from './screen.ts';

/** Narrows the list at about every other key, down to none. */
const word = 'relay web 12';
/** A quick typist. A letter that takes longer holds up the next one, and that counts too. */
const holdMs = 120;
const targetMs = 50;
const letterFigure = 'letter painted, ms';

/** From a key to its letter, and to the rows that it leaves: with few rows and with very many. */
export async function measureTyping(bench: Bench): Promise<Measurement> {
  await using few = await startStocked(50);
  await using many = await startStocked(5000);
  const subjects = await alternate(bench.rounds, {
    '50 rows': () => typeWord(bench, few),
    '5,000 rows': () => typeWord(bench, many),
  });
  const painted = medianOf(subjects, '5,000 rows', letterFigure);
  return {
    title: `Typing “${word}” in the search, median of its keys`,
    subjects,
    verdict:
      `Target: a letter is painted within ${targetMs} ms (median) with 5,000 rows. ` +
      `${painted <= targetMs ? 'Held' : 'Not held'}: ${painted.toFixed(1)} ms.`,
  };
}

async function typeWord({ browser }: Bench, console: StockedConsole): Promise<Sample> {
  await using profile = await openProfile(browser);
  const page = await openList(profile, console);
  const watched = await page.evaluateHandle(watchTyping);
  await page.getByRole('searchbox').focus();
  await page.keyboard.type(word, { delay: holdMs });
  // The rows of the last letter may still be on their way.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const letters = await watched.jsonValue();
  const painted = letters.flatMap(({ paintedAfter }) => paintedAfter ?? []);
  const followed = letters.flatMap(({ rowsAfter }) => rowsAfter ?? []);
  if (painted.length < word.length || followed.length === 0) {
    throw new Error(`Of ${word.length} letters ${painted.length} were seen to be painted.`);
  }
  return {
    [letterFigure]: median(painted),
    'slowest letter, ms': Math.max(...painted),
    'rows painted, ms': median(followed),
  };
}

interface Letter {
  /** When the key went down, by the browser's own stamp: waiting for a busy page counts. */
  typedAt: number;
  paintedAfter?: number;
  rowsAfter?: number;
}

/**
 * Runs in the page. By frames and not by Event Timing, the browser's own measure: that rounds to 8 ms
 * and keeps silent below 16, where most letters are, and it knows nothing of the rows, which the screen
 * paints in a later frame than the letter. The rows have come when the count beside the search changes;
 * a letter that leaves as many rows as before says nothing about them.
 */
function watchTyping(): Letter[] {
  const letters: Letter[] = [];
  let keyDownAt = 0;
  window.addEventListener('keydown', ({ timeStamp }) => (keyDownAt = timeStamp), true);
  window.addEventListener(
    'input',
    () => {
      const letter: Letter = { typedAt: keyDownAt };
      letters.push(letter);
      window.afterPaint(() => (letter.paintedAfter = performance.now() - letter.typedAt));
    },
    true,
  );
  const readCount = () => document.querySelector('search [role="status"]')?.textContent;
  let count = readCount();
  const look = () => {
    window.afterPaint(() => {
      const letter = letters.at(-1);
      const now = readCount();
      if (letter && now !== count) letter.rowsAfter = performance.now() - letter.typedAt;
      count = now;
      look();
    });
  };
  look();
  return letters;
}
