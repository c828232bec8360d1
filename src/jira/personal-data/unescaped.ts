export interface Unescaped {
  text: string;
  /** Where each unit of the text begins in what it was made from, and last where that ends. */
  offsets: Uint32Array;
}

const short: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The content of a JSON string as what it stands for. A backslash that begins no escape stands for itself. */
export function unescaped(source: string, from: number, to: number): Unescaped {
  const offsets = new Uint32Array(to - from + 1);
  const pieces: string[] = [];
  let length = 0;
  let plainFrom = from;
  for (let at = from; at < to;) {
    offsets[length] = at;
    const size = source.charCodeAt(at) === 0x5c ? escapeSize(source, at, to) : 1;
    if (size > 1) {
      pieces.push(source.slice(plainFrom, at), meaningOf(source, at, size));
      plainFrom = at + size;
    }
    length += 1;
    at += size;
  }
  offsets[length] = to;
  pieces.push(source.slice(plainFrom, to));
  return { text: pieces.join(''), offsets: offsets.subarray(0, length + 1) };
}

function escapeSize(source: string, at: number, to: number): number {
  const isLong = source[at + 1] === 'u';
  const size = isLong ? 6 : 2;
  if (at + size > to) return 1;
  if (!isLong) return '"\\/bfnrt'.includes(source[at + 1] ?? ' ') ? 2 : 1;
  return /^[\da-fA-F]{4}$/.test(source.slice(at + 2, at + 6)) ? 6 : 1;
}

function meaningOf(source: string, at: number, size: number): string {
  if (size === 6) return String.fromCharCode(Number.parseInt(source.slice(at + 2, at + 6), 16));
  const letter = source[at + 1] ?? '';
  return short[letter] ?? letter;
}
