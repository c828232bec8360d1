import { startOfLocalDay } from '../../ui/instants.ts';
import type { TimeRange } from './bar-edges.ts';
import { dayWords, hourWords } from './words.ts';

const hour = 3_600_000;
const day = 24 * hour;

export interface TimeTick {
  /** In pixels from the left. */
  x: number;
  /** Where a day of the reader's begins. */
  isDay: boolean;
  /** Absent where there was no room for it. `x` is the middle of the text. */
  label?: { text: string; x: number; width: number };
}

/** Between two labels. */
const leastSpace = 12;
/** Lines nearer to each other than this are a fence. */
const leastDay = 24;

/** Marks at whole hours and days of the reader's zone; days are named before hours, and no two names meet. */
export function timeTicks({ from, to }: TimeRange, pixels: number): TimeTick[] {
  const xOf = (time: number) => ((time - from) / (to - from)) * pixels;
  const dayPixels = (day / (to - from)) * pixels;
  const days = localDays(from, to);
  const hourStep = [1, 2, 3, 6, 12].find(
    (step) => (step * dayPixels) / 24 >= textWidth('00:00') + 2 * leastSpace,
  );
  const hours = hourStep === undefined ? [] : days.flatMap((start) => hoursOf(start, hourStep));
  const placed: { x: number; width: number }[] = [];
  const label = (time: number, text: string): Pick<TimeTick, 'label'> => {
    const place = placeOf(xOf(time), textWidth(text), pixels);
    if (!place || placed.some((other) => meet(place, other))) return {};
    placed.push(place);
    return { label: { text, ...place } };
  };
  const inside = (time: number) => time >= from && time < to;
  const dayWidth = textWidth(dayWords(from));
  const everyDay = Math.max(1, Math.ceil((dayWidth + 1.5 * leastSpace) / dayPixels));
  const within = days.filter(inside);
  const firstNamed = within.findIndex((start) => xOf(start) >= dayWidth / 2);
  const ticks = within.map((start, index) => ({
    x: xOf(start),
    isDay: true,
    ...(index >= firstNamed && (index - firstNamed) % everyDay === 0
      ? label(start, dayWords(start))
      : {}),
  }));
  // Which day it is, where none begins.
  const first = { x: 0, isDay: false, ...label(from, dayWords(from)) };
  const rest = hours
    .filter(inside)
    .map((time) => ({ x: xOf(time), isDay: false, ...label(time, hourWords(time)) }));
  const labelled = [first, ...rest].filter((tick) => 'label' in tick);
  // Days too narrow to be told apart are marked only where they are named.
  return [...(dayPixels < leastDay ? ticks.filter((tick) => 'label' in tick) : ticks), ...labelled];
}

function placeOf(x: number, width: number, pixels: number) {
  if (width > pixels) return undefined;
  return { x: Math.min(Math.max(x, width / 2), pixels - width / 2), width };
}

function meet(one: { x: number; width: number }, other: { x: number; width: number }): boolean {
  return Math.abs(one.x - other.x) < (one.width + other.width) / 2 + leastSpace;
}

/** The reader's midnights, from the one at or before `from`. */
function localDays(from: number, to: number): number[] {
  const starts: number[] = [];
  const date = new Date(startOfLocalDay(from));
  while (date.getTime() < to) {
    starts.push(date.getTime());
    date.setDate(date.getDate() + 1);
  }
  return starts;
}

function hoursOf(start: number, step: number): number[] {
  const count = 24 / step - 1;
  const hours = Array.from({ length: count }, (_, index) =>
    new Date(start).setHours((index + 1) * step),
  );
  // The hour that a clock set forward leaves out is the next one's moment.
  return [...new Set(hours)];
}

/** At 12 px, rather too much than too little: scripts of square signs take twice the room. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (sign > '\u2E80' ? 13 : 7), 0);
}
