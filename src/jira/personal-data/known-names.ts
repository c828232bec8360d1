/**
 * Names that stand in a user object of the same body, found in its other texts. Only those of two words or
 * more: "Jira" and "Support" are users too.
 */
import { findOf, normalised, standInNumber, type Find } from './find.ts';

/** So that each place of a text is held against few. */
const mostNames = 1000;
const longestName = 200;
const prefixLength = 4;

export class KnownNames {
  readonly #names = new Set<string>();
  /** By how they begin, how long they are, the longest first. */
  readonly #lengths = new Map<string, number[]>();
  readonly #firstUnits = new Uint8Array(0x10000);

  constructor(finds: readonly Find[]) {
    for (const { kind, value } of finds) {
      if (this.#names.size === mostNames) break;
      if (kind === 'name' && isSought(value)) this.#add(normalised('name', value));
    }
  }

  #add(name: string): void {
    this.#names.add(name);
    this.#firstUnits[name.charCodeAt(0)] = 1;
    const prefix = name.slice(0, prefixLength);
    const lengths = new Set(this.#lengths.get(prefix)).add(name.length);
    this.#lengths.set(
      prefix,
      [...lengths].toSorted((one, other) => other - one),
    );
  }

  find(text: string): Find[] {
    const finds: Find[] = [];
    if (this.#names.size === 0) return finds;
    for (let at = 0; at < text.length; at++) {
      if (this.#firstUnits[text.charCodeAt(at)] === 0 || isWord(text, at - 1)) continue;
      const length = this.#lengthAt(text, at);
      if (length === undefined) continue;
      finds.push(findOf(at, at + length, 'name', text.slice(at, at + length)));
      at += length - 1;
    }
    return finds;
  }

  #lengthAt(text: string, at: number): number | undefined {
    return this.#lengths
      .get(text.slice(at, at + prefixLength))
      ?.find(
        (length) => this.#names.has(text.slice(at, at + length)) && !isWord(text, at + length),
      );
  }
}

/** Never one that could be met outside of a string, such as `1, 2`: that would not be JSON any more. */
function isSought(value: string): boolean {
  if (value.length > longestName || value.includes('"') || standInNumber(value) !== undefined)
    return false;
  const rest = value.replaceAll(/true|false|null|[-+\d.eE\s,:[\]{}]/g, '');
  return /\S\s+\S/.test(value) && rest.length > 0;
}

function isWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(text[at] ?? ' ');
}
