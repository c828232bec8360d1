/** Which member or item of one container stands for which of the other. */
import { decodeBody } from '../viewer/body-bytes.ts';
import { nameStep } from '../viewer/json-path.ts';
import { none } from '../viewer/line-index.ts';
import type { JsonSide, Value } from './json-side.ts';

export interface Pair {
  /** The line where it begins; `none` where there is none. */
  here: number;
  there: number;
  /** The last step of its path. */
  step: string;
}

/** By name, in any order. Of a name that is given twice, the first goes with the first. */
export function pairMembers(here: JsonSide, value: Value, there: JsonSide, other: Value): Pair[] {
  const others = membersByName(there, other);
  const pairs: Pair[] = [];
  for (const [name, named] of membersByName(here, value)) {
    const linesThere = others.get(name)?.lines ?? [];
    others.delete(name);
    addPairs(pairs, named.lines, linesThere, nameStep(named.written));
  }
  for (const { lines, written } of others.values()) {
    addPairs(pairs, [], lines, nameStep(written));
  }
  return pairs;
}

interface Named {
  written: string;
  lines: number[];
}

/** By what the names stand for: a letter may be written as an escape. */
function membersByName(side: JsonSide, value: Value): Map<string, Named> {
  const members = new Map<string, Named>();
  for (const line of side.inside(value)) {
    const written = side.name(line);
    const name = written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1);
    const named = members.get(name);
    if (named) named.lines.push(line);
    else members.set(name, { written, lines: [line] });
  }
  return members;
}

function addPairs(
  pairs: Pair[],
  here: readonly number[],
  there: readonly number[],
  step: string,
): void {
  for (let nth = 0; nth < Math.max(here.length, there.length); nth++) {
    pairs.push({
      here: here[nth] ?? none,
      there: there[nth] ?? none,
      // A path names all of one name; which of them is said in words.
      step: nth === 0 ? step : `${step} (given again, ${nth + 1})`,
    });
  }
}

/** By what tells items apart where all of them have it, else by their place. */
export function pairItems(
  here: JsonSide,
  value: Value,
  there: JsonSide,
  other: Value,
  shapeOnly: boolean,
): Pair[] {
  const [mine, others] = [here.inside(value), there.inside(other)];
  if (!shapeOnly) {
    for (const key of ['"id"', '"key"', '"accountId"']) {
      const byKey = itemsBy(here, mine, key);
      const othersByKey = byKey && itemsBy(there, others, key);
      if (othersByKey) return pairByKey(byKey, othersByKey);
    }
  }
  const count = shapeOnly ? Math.min : Math.max;
  return Array.from({ length: count(mine.length, others.length) }, (_, place) => ({
    here: mine[place] ?? none,
    there: others[place] ?? none,
    step: `[${place}]`,
  }));
}

interface Item {
  line: number;
  place: number;
}

/** Undefined where one has none, or two have the same. */
function itemsBy(
  side: JsonSide,
  lines: readonly number[],
  key: string,
): Map<string, Item> | undefined {
  const items = new Map<string, Item>();
  for (const [place, line] of lines.entries()) {
    const id = idOf(side, line, key);
    if (id === undefined || items.has(id)) return undefined;
    items.set(id, { line, place });
  }
  return items;
}

function idOf(side: JsonSide, line: number, key: string): string | undefined {
  const item = side.value(line);
  if (item.type !== 'object') return undefined;
  for (const member of side.inside(item)) {
    if (side.name(member) !== key) continue;
    const value = side.value(member);
    return value.type === 'text' || value.type === 'number'
      ? decodeBody(side.bytes(value))
      : undefined;
  }
  return undefined;
}

function pairByKey(mine: ReadonlyMap<string, Item>, others: ReadonlyMap<string, Item>): Pair[] {
  const pairs: Pair[] = [];
  for (const [id, { line, place }] of mine) {
    pairs.push({ here: line, there: others.get(id)?.line ?? none, step: `[${place}]` });
  }
  for (const [id, { line, place }] of others) {
    if (!mine.has(id)) pairs.push({ here: none, there: line, step: `[${place}]` });
  }
  return pairs;
}
