/** A row as the page paints it. */
export type RowPart =
  | 'key'
  | 'text'
  | 'number'
  | 'word'
  | 'punctuation'
  | 'mark'
  | 'space'
  | 'note';

export interface RowSegment {
  part: RowPart;
  /** Exactly what stands in the body; only `space` and `note` are ours. */
  text: string;
  /** Names a hidden character. */
  code?: string;
  found?: 'found' | 'current';
}

export interface BodyRow {
  row: number;
  /** From 1. */
  line: number;
  /** Containers around it. */
  depth: number;
  /** Undefined where there is nothing to fold. */
  isFolded?: boolean;
  segments: RowSegment[];
}

/** Deeper lines are not moved further to the right. */
export const deepestIndent = 40;
