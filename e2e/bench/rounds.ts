/** One go at one subject: its figures by name, each in the unit that its name says. */
export type Sample = Readonly<Record<string, number>>;

export interface Measurement {
  title: string;
  /** The samples of each subject, one a round; the first subject is what the others are compared with. */
  subjects: readonly (readonly [name: string, samples: readonly Sample[]])[];
  /** What was hoped for, and what came of it. */
  verdict?: string;
}

type Subjects = Readonly<Record<string, () => Promise<Sample>>>;

/**
 * Measures every subject once a round, in turns from either end, so that a machine that grows slower
 * meanwhile favours nobody. A first round is run and thrown away: caches and compilers warm up in it.
 */
export async function alternate(
  rounds: number,
  subjects: Subjects,
): Promise<Measurement['subjects']> {
  const measured = Object.entries(subjects).map(([name, measure]) => {
    const samples: Sample[] = [];
    return { name, measure, samples };
  });
  for (const { measure } of measured) await measure();
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? measured : measured.toReversed();
    for (const { measure, samples } of order) samples.push(await measure());
  }
  return measured.map(({ name, samples }) => [name, samples] as const);
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Between the two nearest values in proportion; NaN where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  const place = (ascending.length - 1) * share;
  const below = ascending[Math.floor(place)] ?? Number.NaN;
  const above = ascending[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The median of one figure over all rounds of a subject, for a verdict. */
export function medianOf(
  subjects: Measurement['subjects'],
  subject: string,
  figure: string,
): number {
  const [, samples = []] = subjects.find(([name]) => name === subject) ?? [];
  return median(samples.map((sample) => sample[figure] ?? Number.NaN));
}
