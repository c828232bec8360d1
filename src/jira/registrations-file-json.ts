/**
 * Where a text stops being JSON, and which key an object holds twice. `JSON.parse` keeps the last of two
 * equal keys without a word, which is what a merge gone wrong leaves behind, and only some engines say
 * where a fault is.
 */

export interface JsonFault {
  /** Both counted from 1, as editors do. */
  line: number;
  column: number;
  message: string;
}

/** JSON's grammar (RFC 8259) by its tokens; what is none of them is a fault. */
const token =
  /[ \t\n\r]*(?:(?<sign>[{}[\],:])|(?<text>"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?<scalar>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![-\w.+])|(?:true|false|null)(?!\w)))/uy;

/** What may come next. `first` stands behind an opening bracket, where the closing one may follow. */
type Place = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'separator' | 'end';

export function findJsonFault(json: string): JsonFault | undefined {
  const open: { closing: '}' | ']'; keys: Set<string> }[] = [];
  let place: Place = 'value';
  let at = 0;
  const afterValue = (): Place => (open.length === 0 ? 'end' : 'separator');

  for (;;) {
    token.lastIndex = at;
    const found = token.exec(json);
    if (!found) {
      const start = at + (/^[ \t\n\r]*/.exec(json.slice(at))?.[0].length ?? 0);
      if (start < json.length) return fault(json, start, unexpected(json, start, place));
      return place === 'end'
        ? undefined
        : fault(json, start, `The text ends, and ${names[place]} should follow.`);
    }
    const start = token.lastIndex - found[0].trimStart().length;
    at = token.lastIndex;
    const { sign, text } = found.groups ?? {};
    const container = open.at(-1);
    const isValue = place === 'value' || place === 'first value';
    const isKey = place === 'key' || place === 'first key';

    if (isKey && text !== undefined && container) {
      const key = String(JSON.parse(text));
      if (container.keys.has(key)) return fault(json, start, `The key ${text} is given twice.`);
      container.keys.add(key);
      place = 'colon';
    } else if (isValue && (sign === '{' || sign === '[')) {
      open.push({ closing: sign === '{' ? '}' : ']', keys: new Set() });
      place = sign === '{' ? 'first key' : 'first value';
    } else if (isValue && sign === undefined) {
      place = afterValue();
    } else if (place === 'colon' && sign === ':') {
      place = 'value';
    } else if (place === 'separator' && sign === ',') {
      place = container?.closing === '}' ? 'key' : 'value';
    } else if (
      sign !== undefined &&
      sign === container?.closing &&
      (place === 'separator' || place === (sign === '}' ? 'first key' : 'first value'))
    ) {
      open.pop();
      place = afterValue();
    } else {
      return fault(json, start, unexpected(json, start, place));
    }
  }
}

const names: Record<Place, string> = {
  value: 'a value',
  'first value': 'a value or ]',
  key: 'a key in quotation marks',
  'first key': 'a key in quotation marks or }',
  colon: 'a colon',
  separator: 'a comma or a closing bracket',
  end: 'nothing more',
};

function unexpected(json: string, at: number, place: Place): string {
  token.lastIndex = at;
  const [character = ''] = json.slice(at, at + 2);
  const shown = /^[\p{C}\p{Z}]$/u.test(character)
    ? `The character U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
    : `The character ${character}`;
  if (character === '"' && !token.test(json))
    return 'The text that begins here has no end, or holds what JSON must escape.';
  return `${shown} is not expected here: ${names[place]} should follow.`;
}

function fault(json: string, at: number, message: string): JsonFault {
  const before = json.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1, message };
}
