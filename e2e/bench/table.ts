import { median, quantile, type Measurement } from './rounds.ts';

/** Nearer to one than this, two things differ no more than the machine does from itself. */
const noise = 0.15;

/** A measurement as lines of text, a row for each figure of each subject. */
export function formatMeasurement({ title, subjects, verdict }: Measurement): string {
  const figures = Object.keys(subjects[0]?.[1][0] ?? {});
  const rows = figures.flatMap((figure) => rowsOf(figure, subjects));
  const lines = align([['', '', 'median', 'quartiles', 'ratio'], ...rows]);
  return [title, ...lines, ...(verdict === undefined ? [] : [verdict])].join('\n');
}

function rowsOf(figure: string, subjects: Measurement['subjects']): string[][] {
  const series = subjects.map(
    ([name, samples]) => [name, samples.map((sample) => sample[figure] ?? Number.NaN)] as const,
  );
  // Nothing can be told as a multiple of nothing: the first that always has some is the reference.
  const from = series.findIndex(([, values]) => values.every((value) => value > 0));
  const reference = series[from];
  return series.map(([name, values], place) => [
    place === 0 ? figure : '',
    name,
    digits(median(values)),
    `${digits(quantile(values, 0.25))} to ${digits(quantile(values, 0.75))}`,
    reference && place > from ? ratioWords(values, reference) : '',
  ]);
}

/**
 * The median of the rounds' own ratios: what slowed one whole round down cancels out. A difference is
 * claimed where it is larger than the noise and the middle half of the rounds has it the same way round.
 */
function ratioWords(
  values: readonly number[],
  [name, reference]: readonly [string, readonly number[]],
): string {
  const ratios = values.map((value, round) => value / (reference[round] ?? Number.NaN));
  const ratio = median(ratios);
  const agreed = quantile(ratios, 0.25) > 1 || quantile(ratios, 0.75) < 1;
  const words = `${ratio.toFixed(2)} × ${name}`;
  return agreed && Math.abs(ratio - 1) >= noise ? words : `${words} (no difference claimed)`;
}

const digits = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** The first two columns and the last are words, those between them figures. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 2 || column === 3
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
