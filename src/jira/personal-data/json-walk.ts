/**
 * Goes through a text that is JSON, or nearly: what is cut off, doubled or misplaced is met as it comes.
 * Without recursion: a text may nest as deep as it is long.
 */
export interface JsonVisitor {
  open(isArray: boolean): void;
  close(): void;
  /** Between items of an array, and members of an object. */
  next(): void;
  /** The content of a string, from behind its first quotation mark to before its last. */
  key(from: number, to: number, isEscaped: boolean): void;
  text(from: number, to: number, isEscaped: boolean): void;
}

/** Whether the text looks like JSON as far as its tokens go. */
export function walkJson(text: string, visitor: JsonVisitor): boolean {
  let isSound = true;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const { end, isEscaped, isClosed } = endOfString(text, at + 1);
        if (!isClosed) isSound = false;
        const isKey = isClosed && isColonNext(text, end + 1);
        if (isKey) visitor.key(at + 1, end, isEscaped);
        else visitor.text(at + 1, end, isEscaped);
        at = isClosed ? end : end - 1;
        break;
      }
      case 0x7b:
      case 0x5b:
        depth += 1;
        visitor.open(text[at] === '[');
        break;
      case 0x7d:
      case 0x5d:
        if (depth === 0) isSound = false;
        else {
          depth -= 1;
          visitor.close();
        }
        break;
      case 0x2c:
        visitor.next();
        break;
      case 0x3a:
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        break;
      default: {
        scalar.lastIndex = at;
        const length = scalar.exec(text)?.[0].length ?? 0;
        if (length === 0 && !(at === 0 && text.charCodeAt(0) === 0xfeff)) isSound = false;
        at += Math.max(length, 1) - 1;
      }
    }
  }
  for (; depth > 0; depth--) {
    isSound = false;
    visitor.close();
  }
  return isSound;
}

const scalar = /true|false|null|-?\d[\d.eE+-]*/y;

/** No string goes on over a line break: what follows a missing quotation mark is read again as JSON. */
function endOfString(text: string, start: number) {
  let isEscaped = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at, isEscaped, isClosed: true };
    if (code === 0x0a) return { end: at, isEscaped, isClosed: false };
    if (code === 0x5c) {
      isEscaped = true;
      if (text.charCodeAt(at + 1) !== 0x0a) at += 1;
    }
  }
  return { end: text.length, isEscaped, isClosed: false };
}

function isColonNext(text: string, start: number): boolean {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code === 0x3a;
    at += 1;
  }
}
