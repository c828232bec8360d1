/**
 * `npm run bench`: what the screen and the proxy cost, measured here and now. README.md beside this file
 * says what each figure means. `ROUNDS=5 npm run bench -- typing proxying` is a shorter run of a part.
 */
import { cpus } from 'node:os';
import { chromium } from 'playwright';
import { findBrowser } from '../browser.ts';
import { measureArchive } from './archive.ts';
import { measureLargeBody, measureReading, measureSmallBody } from './bodies.ts';
import { measureCrowd } from './crowd.ts';
import { measureFirstRow } from './first-row.ts';
import { measureLoad } from './load.ts';
import { measureProxying } from './proxying.ts';
import type { Measurement } from './rounds.ts';
import type { Bench } from './screen.ts';
import { measureScrolling } from './scrolling.ts';
import { formatMeasurement } from './table.ts';
import { measureTicking } from './ticking.ts';
import { measureTimeline } from './timeline.ts';
import { measureTyping } from './typing.ts';

const measurements = new Map<string, (bench: Bench) => Promise<Measurement>>([
  ['typing', measureTyping],
  ['first-row', measureFirstRow],
  ['scrolling', measureScrolling],
  ['ticking', measureTicking],
  ['proxying', measureProxying],
  ['load', measureLoad],
  ['crowd', measureCrowd],
  ['archive', measureArchive],
  ['timeline', measureTimeline],
  ['small-body', measureSmallBody],
  ['large-body', measureLargeBody],
  ['reading', measureReading],
]);

const { ROUNDS = '24' } = process.env;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !measurements.has(name));
if (!/^[1-9]\d{0,3}$/.test(ROUNDS))
  throw new Error('ROUNDS must be a whole number from 1 to 9999.');
if (unknown.length > 0) {
  throw new Error(
    `There is no ${unknown.join(', ')}, only ${[...measurements.keys()].join(', ')}.`,
  );
}

const rounds = Number(ROUNDS);
await using browser = await chromium.launch(await findBrowser());
const { length: cores } = cpus();
console.log(
  `${rounds} rounds each, ${cores} cores (${cpus()[0]?.model}), ` +
    `Node ${process.version}, Chromium ${browser.version()}`,
);
for (const [name, measure] of measurements) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${formatMeasurement(await measure({ browser, rounds }))}`);
}
