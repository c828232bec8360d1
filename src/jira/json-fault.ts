/**
 * Where a text stops being JSON (RFC 8259), and what was expected there. Browsers word this each in their
 * own way, and not all of them name the place. Without recursion: a text may nest as deep as it is long.
 */
export interface JsonFault {
  offset: number;
  /** Both begin at 1; the column counts UTF-16 units, as the cursor of a text field does. */
  line: number;
  column: number;
  message: string;
}

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a name in double quotes'
  | 'a name in double quotes or }'
  | 'a colon'
  | 'a comma or ]'
  | 'a comma or }'
  | 'the end';

interface Open {
  bracket: '[' | '{';
  /** Its names so far, where each may be given only once. */
  names: Set<string> | undefined;
}

/**
 * Undefined where the text is JSON. JSON allows a name twice in an object and parsers keep the last without
 * a word; with `keysOnce` that is a fault too.
 */
export function findFault(text: string, { keysOnce = false } = {}): JsonFault | undefined {
  const open: Open[] = [];
  let expected: Expected = 'a value';
  let at = 0;
  for (;;) {
    at = skip(space, text, at);
    const character = text[at];
    if (character === undefined) {
      return expected === 'the end' ? undefined : faultAt(text, at, expected);
    }
    const wantsValue: boolean = expected === 'a value' || expected === 'a value or ]';
    if (isNext(character, expected)) {
      if (character === ',')
        expected = open.at(-1)?.bracket === '[' ? 'a value' : 'a name in double quotes';
      else if (character === ':') expected = 'a value';
      else {
        open.pop();
        expected = afterValue(open);
      }
      at += 1;
    } else if (wantsValue && (character === '[' || character === '{')) {
      open.push({ bracket: character, names: keysOnce ? new Set() : undefined });
      expected = character === '[' ? 'a value or ]' : 'a name in double quotes or }';
      at += 1;
    } else if (character === '"' && (wantsValue || expected.startsWith('a name'))) {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return end;
      if (!wantsValue && isRepeated(text.slice(at, end), open.at(-1))) {
        return fault(text, at, `the key ${text.slice(at, end)} is given twice.`);
      }
      at = end;
      expected = wantsValue ? afterValue(open) : 'a colon';
    } else {
      const end = wantsValue ? skip(scalar, text, at) : at;
      if (end === at) return faultAt(text, at, expected);
      at = end;
      expected = afterValue(open);
    }
  }
}

const space = /[ \t\n\r]*/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)?/y;

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Whether a character is one of those that `expected` names by themselves. */
function isNext(character: string, expected: Expected): boolean {
  switch (character) {
    case ',':
      return expected === 'a comma or ]' || expected === 'a comma or }';
    case ':':
      return expected === 'a colon';
    case ']':
    case '}':
      return expected.endsWith(character);
    default:
      return false;
  }
}

/** Compared as what they stand for: a letter may be written as an escape. */
function isRepeated(name: string, within: Open | undefined): boolean {
  if (!within?.names) return false;
  const before = within.names.size;
  within.names.add(String(JSON.parse(name)));
  return within.names.size === before;
}

function afterValue(open: readonly Open[]): Expected {
  const within = open.at(-1)?.bracket;
  if (within === undefined) return 'the end';
  return within === '[' ? 'a comma or ]' : 'a comma or }';
}

/** By characters: an expression with alternatives fails on strings of megabytes. */
function endOfString(text: string, start: number): number | JsonFault {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) {
      return fault(text, at, `inside a text, ${shown(text, at)} has to be written as an escape.`);
    }
    if (code === 0x5c) {
      const end = skip(escape, text, at);
      if (end === at) return fault(text, at, 'a backslash begins no escape that JSON knows.');
      at = end - 1;
    }
  }
  return fault(text, start, 'the text that begins here has no closing quotation mark.');
}

const escape = /(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))?/y;

function faultAt(text: string, at: number, expected: Expected): JsonFault {
  const words = expected === 'the end' ? 'nothing more' : expected;
  return at >= text.length
    ? fault(text, at, `the text ends where ${words} is expected.`)
    : fault(text, at, `${words} is expected, not ${shown(text, at)}.`);
}

function fault(text: string, offset: number, message: string): JsonFault {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset;) {
    line += 1;
    lineStart = next + 1;
    next = text.indexOf('\n', lineStart);
  }
  return { offset, line, column: offset - lineStart + 1, message };
}

/** A character that can't be seen is named by its code. */
function shown(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{C}\p{Z}]/u.test(character)
    ? `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
    : character;
}
