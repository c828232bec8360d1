/** Which lines are to be seen: all of them, but for what folded containers hold. */
import {
  closeOf,
  depthOf,
  folded,
  kindOf,
  opens,
  parentOf,
  none,
  type LineIndex,
} from './line-index.ts';
import { firstFrom } from './find-text.ts';

export class Rows {
  readonly #index: LineIndex;
  /** The line of each row; undefined where nothing is folded, and each line is its own row. */
  #lines: Uint32Array | undefined;

  constructor(index: LineIndex) {
    this.#index = index;
  }

  get count(): number {
    return this.#lines?.length ?? this.#index.count;
  }

  lineOf(row: number): number {
    return this.#lines === undefined ? row : (this.#lines[row] ?? 0);
  }

  /** The row of a line, or of the folded container that hides it. */
  rowOf(line: number): number {
    if (this.#lines === undefined) return line;
    const row = firstFrom(this.#lines, line);
    return this.#lines[row] === line ? row : row - 1;
  }

  fold(line: number, isFolded: boolean): void {
    const { kind } = this.#index;
    if (!(kindOf(this.#index, line) & opens)) return;
    kind[line] = isFolded
      ? kindOf(this.#index, line) | folded
      : kindOf(this.#index, line) & ~folded;
    this.#gather();
  }

  /** Folds every container of so many levels down, and none above; unfolds all where there is no such level. */
  foldTo(level: number): void {
    const { kind } = this.#index;
    for (let line = 0; line < this.#index.count; line++) {
      const own = kindOf(this.#index, line);
      if (!(own & opens)) continue;
      kind[line] = depthOf(this.#index, line) >= level ? own | folded : own & ~folded;
    }
    this.#gather();
  }

  /** Unfolds what hides a line. */
  reveal(line: number): void {
    const { kind } = this.#index;
    let isHidden = false;
    for (let around = parentOf(this.#index, line); around !== none;) {
      if (kindOf(this.#index, around) & folded) {
        kind[around] = kindOf(this.#index, around) & ~folded;
        isHidden = true;
      }
      around = parentOf(this.#index, around);
    }
    if (isHidden) this.#gather();
  }

  #gather(): void {
    const { count } = this.#index;
    const lines = new Uint32Array(count);
    let row = 0;
    for (let line = 0; line < count; row++) {
      lines[row] = line;
      line = kindOf(this.#index, line) & folded ? closeOf(this.#index, line) + 1 : line + 1;
    }
    this.#lines = row === count ? undefined : lines.slice(0, row);
  }
}
