import { findStandIns, isIdentifying, standInNumber, standInOf, type Find } from './find.ts';
import { findInText } from './free-text.ts';
import { walkJson } from './json-walk.ts';
import { KnownNames } from './known-names.ts';
import { numberPeople } from './people.ts';
import { PersonObjects } from './person-objects.ts';
import { unescaped } from './unescaped.ts';

/**
 * The text of a body with stand-ins for personal data, and every other character as it was: numbers with all
 * their digits, doubled names, order and spaces, and what is wrong with it.
 *
 * Found are users wherever they stand as objects (names, mail addresses, account ids, user names and keys,
 * avatars, time zones), changes of fields that hold users, mentions, ids in addresses, mail addresses in any
 * text, and names of two words or more that the same body gives to a user. Not found: other names in free
 * text, in file names and in summaries, telephone numbers, postal addresses, and what a field of the site's
 * own holds as a number. Where in doubt, more is masked than need be.
 */
export function maskPersonalData(text: string): string {
  const { ranges, lastPerson } = findStandIns(text);
  const finds = apart(findPeople(text, 0), ranges);
  const numberOf = numberPeople(finds, lastPerson);
  const pieces: string[] = [];
  let from = 0;
  for (const find of finds) {
    if (standInNumber(find.value) !== undefined) continue;
    const person = isIdentifying(find.kind) ? numberOf(find) : 0;
    const sign = find.kind === 'name' && find.value.startsWith('@') ? '@' : '';
    pieces.push(text.slice(from, find.from), sign, standInOf(find.kind, person));
    from = find.to;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

/** JSON in a text of JSON in a text: deeper than this nobody packs it. */
const deepestInside = 4;

function findPeople(text: string, level: number): Find[] {
  const objects = new PersonObjects(text);
  const isSound = walkJson(text, objects);
  const { finds, escaped } = objects;
  const known = new KnownNames(finds);
  let from = 0;
  for (let nth = 0; nth <= escaped.length; nth += 2) {
    const [start = text.length, end = text.length] = [escaped[nth], escaped[nth + 1]];
    const plain = text.slice(from, start);
    take(findInText(plain, { known, mayHoldMembers: !isSound }), (at) => at + from);
    from = end;
    if (start === end) continue;
    const { text: meant, offsets } = unescaped(text, start, end);
    const isJson = level < deepestInside && /^\s*[[{]/.test(meant);
    const place = (at: number) => offsets[at] ?? end;
    if (isJson) take(findPeople(meant, level + 1), place);
    take(findInText(meant, { known, mayHoldMembers: true }), place);
  }
  return finds;

  function take(found: readonly Find[], place: (at: number) => number): void {
    for (const find of found) {
      find.from = place(find.from);
      find.to = place(find.to);
      finds.push(find);
    }
  }
}

/**
 * In the order of the text. What overlaps is one, since of what is left over new finds could be made; and
 * what only looks like a person is none where it holds a stand-in.
 */
function apart(finds: readonly Find[], masked: readonly number[]): Find[] {
  const ordered = finds.toSorted((one, other) => one.from - other.from || other.to - one.to);
  const kept: Find[] = [];
  let last: Find | undefined;
  let nth = 0;
  for (const find of ordered) {
    while ((masked[nth + 1] ?? Infinity) <= find.from) nth += 2;
    if (!find.isValue && (masked[nth] ?? Infinity) < find.to) continue;
    if (last === undefined || find.from >= last.to) {
      kept.push(find);
      last = find;
    } else if (find.to > last.to) last.to = find.to;
  }
  return kept;
}
