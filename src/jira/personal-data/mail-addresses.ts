/**
 * Mail addresses in any text. By each @, and from there to both sides: an expression would begin anew at
 * every letter of a long text. Rather too much than too little, so `user@host` is one too.
 */
import { findOf, separator, type Find } from './find.ts';

const separators = new RegExp(separator.source, 'gi');

/** What no local part has: spaces, and what texts put around an address. */
const noLocalPart = /[\s\p{Cc}\p{Cs}\p{Ps}\p{Pe}\p{Pi}\p{Pf}"`,:;<>|=?&#/\\@]/u;
const domain = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?/uy;

export function findMails(text: string): Find[] {
  const finds: Find[] = [];
  // One address may stand in a body millions of times.
  const known = new Map<string, Find>();
  let end = 0;
  for (const { 0: sign, index } of text.matchAll(separators)) {
    const start = index + sign.length;
    const from = localPartFrom(text, end, index);
    const to = start + domainLength(text, start);
    end = Math.max(end, start);
    if (from === index || to === start) continue;
    const value = text.slice(from, to);
    const first = known.get(value) ?? findOf(from, to, 'mail', value);
    known.set(value, first);
    finds.push({ ...first, from, to });
    end = to;
  }
  return finds;
}

function localPartFrom(text: string, least: number, end: number): number {
  let from = end;
  while (from > least && !noLocalPart.test(text[from - 1] ?? ' ')) from -= 1;
  // A quotation that begins with the address.
  while (from < end && text[from] === "'") from += 1;
  return from;
}

/** 0 where the last part is a number, as in `package@1.2.3`. */
function domainLength(text: string, start: number): number {
  domain.lastIndex = start;
  const [name = ''] = domain.exec(text) ?? [];
  return /^\d*$/.test(name.slice(name.lastIndexOf('.') + 1)) ? 0 : name.length;
}
