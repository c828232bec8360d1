const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A length of time in its two largest units, cut down: `12 d 4 h`, `5 h 07 min`, `3 min 09 s`, `8 s`.
 * The second unit keeps its width, so that a ticking column stands still. Milliseconds in.
 */
export function formatDuration(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length >= day) return `${count(length, day)} d ${count(length % day, hour)} h`;
  if (length >= hour) return `${count(length, hour)} h ${padded(length % hour, minute)} min`;
  if (length >= minute) return `${count(length, minute)} min ${padded(length % minute, second)} s`;
  return `${count(length, second)} s`;
}

const count = (length: number, unit: number) => Math.floor(length / unit);
const padded = (length: number, unit: number) => String(count(length, unit)).padStart(2, '0');
