export interface Difference {
  kind: 'different' | 'other type' | 'only here' | 'only there';
  /** As the viewer writes it, or the number of a line; of a long path its end. */
  place: string;
  /** How the value begins, as it came. */
  here?: string;
  there?: string;
  /** Its line in the formatted view, where it is in this body. */
  line?: number;
}

export interface Differences {
  /** By lines where one of the bodies is not JSON. */
  by: 'value' | 'line';
  different: number;
  onlyHere: number;
  onlyThere: number;
  /** The first of them. */
  list: Difference[];
}

export const mostListed = 1000;

/** Counts all, and keeps as many as a reader may go through. */
export class DifferenceList {
  readonly #differences: Differences;

  constructor(by: Differences['by']) {
    this.#differences = { by, different: 0, onlyHere: 0, onlyThere: 0, list: [] };
  }

  add(kind: Difference['kind'], describe: () => Omit<Difference, 'kind'>): void {
    const all = this.#differences;
    if (kind === 'only here') all.onlyHere += 1;
    else if (kind === 'only there') all.onlyThere += 1;
    else all.different += 1;
    if (all.list.length < mostListed) all.list.push({ kind, ...describe() });
  }

  all(): Differences {
    return this.#differences;
  }
}
