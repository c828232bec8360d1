/** Finds people in any text by what looks like them. Each expression goes over the text once. */
import { accountIds } from './account-ids.ts';
import { findOf, type Find, type PersonalKind } from './find.ts';
import type { KnownNames } from './known-names.ts';
import { findMails } from './mail-addresses.ts';

/** What stands before the piece that is meant, and then the piece. */
type Pattern = readonly [PersonalKind, RegExp];

/** No brackets: in what is broken they may be those of the JSON around it. */
const inAddress = String.raw`([^/?&#\s"'<>\\()[\]{},]+)`;
const patterns: readonly Pattern[] = [
  // A mention in Jira's wiki notation.
  ['account', /(\[~accountid:)([^\][{}\n"]{1,255})(?=\])/gi],
  ['handle', /(\[~(?!accountid:))([^\][{}\n"]{1,255})(?=\])/gi],
  // Addresses of a user and of a profile, and the ARI that names one.
  ['account', new RegExp(String.raw`([?&;](?:accountId|ownerId)=)${inAddress}`, 'gi')],
  ['handle', new RegExp(String.raw`([?&;](?:username|userKey|user)=)${inAddress}`, 'gi')],
  ['handle', new RegExp(String.raw`(\/user\?key=|ViewProfile\.jspa\?name=)${inAddress}`, 'gi')],
  ['account', new RegExp(String.raw`(\/people\/|:identity::user\/)${inAddress}`, 'gi')],
  ['handle', /(\bdata-(?:user-?name|user-?key)=["']?)([^"'\s<>\\]+)/gi],
  ['account', /(\bdata-account-?id=["']?)([^"'\s<>\\]+)/gi],
  ['account', new RegExp(`()(${accountIds.source})`, 'gi')],
];

const link = /https?:\/\/[^\s"'<>\\]+/gi;
const avatar = /gravatar\.com|avatar-management|useravatar|\/aa-avatar\/|avatar\/view\/type\/user/i;

/**
 * Members that tell of a person, in JSON that is broken or that stands inside a text. Where an object ends
 * cannot be known there, so only the names that always mean one count.
 */
const members: readonly Pattern[] = [
  ['name', memberOf('displayName|fullName|publicName')],
  ['account', memberOf('accountId')],
  ['mail', memberOf('email|emailAddress')],
  ['handle', memberOf('username|userKey')],
  ['other', memberOf('timeZone|locale')],
];

function memberOf(names: string): RegExp {
  return new RegExp(
    String.raw`((?:(?<=["'])|\b)(?:${names})\\{0,7}["']?\s{0,20}[:=]\s{0,20}\\{0,7}["'])((?:[^"'\\\n]|\\[^"'\\\n]){1,500})`,
    'gi',
  );
}

/** Without one of these none of the above matches; most strings have none. */
const hint = /[@%&;?/-]|\[~|::|=|[\da-f]{24}/i;
const memberHint = /[:=]/;

export interface TextOptions {
  known: KnownNames;
  mayHoldMembers: boolean;
}

export function findInText(text: string, { known, mayHoldMembers }: TextOptions): Find[] {
  const isPlain = !hint.test(text) && !(mayHoldMembers && memberHint.test(text));
  if (isPlain) return known.find(text);
  const finds = [...(mayHoldMembers ? [...members, ...patterns] : patterns)].flatMap((pattern) =>
    findPattern(text, pattern),
  );
  for (const { 0: url, index } of text.matchAll(link)) {
    if (avatar.test(url)) finds.push(findOf(index, index + url.length, 'avatar', url));
  }
  for (const find of findMails(text)) finds.push(find);
  for (const find of known.find(text)) finds.push(find);
  return finds;
}

function findPattern(text: string, [kind, pattern]: Pattern): Find[] {
  const finds: Find[] = [];
  for (const { 1: before = '', 2: piece = '', index } of text.matchAll(pattern)) {
    const from = index + before.length;
    if (piece !== '') finds.push(findOf(from, from + piece.length, kind, piece));
  }
  return finds;
}
