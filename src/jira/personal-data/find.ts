/** What kinds of personal data there are; each has its own stand-in. */
export type PersonalKind = 'account' | 'mail' | 'handle' | 'name' | 'avatar' | 'other';

/** What is known of one person in one place; any of it may tell who it is. */
export interface Identity {
  account?: string;
  mail?: string;
  handle?: string;
  name?: string;
}

/** A piece of the text to be replaced. */
export interface Find {
  from: number;
  to: number;
  kind: PersonalKind;
  /** What it stands for, without escapes. */
  value: string;
  /** Shared by all finds of one object. */
  identity: Identity;
  /** By what it is the value of; else by what it looks like. */
  isValue?: boolean;
}

const identifying: ReadonlySet<PersonalKind> = new Set(['account', 'mail', 'handle', 'name']);

export function isIdentifying(kind: PersonalKind): kind is keyof Identity {
  return identifying.has(kind);
}

/** A find that adds what it says to an identity; the first of its kind is kept. */
export function findOf(
  from: number,
  to: number,
  kind: PersonalKind,
  value: string,
  identity: Identity = {},
): Find {
  if (isIdentifying(kind) && standInNumber(value) === undefined) {
    identity[kind] ??= normalised(kind, value);
  }
  return { from, to, kind, value, identity };
}

/** So that what is written in two ways is found to be the same. */
export function normalised(kind: keyof Identity, value: string): string {
  switch (kind) {
    case 'account':
      return value.replaceAll(/%3a/gi, ':');
    case 'mail':
      return value.toLowerCase().replace(separator, '@');
    case 'handle':
      return value;
    case 'name':
      return value.replace(/^@/, '').trim();
  }
}

/** An @, as it is or as URLs and HTML write it. */
export const separator = /@|%40|&#64;|&#x40;|&commat;/i;

export function standInOf(kind: PersonalKind, person: number): string {
  switch (kind) {
    case 'account':
      return `masked-account-${person}`;
    case 'mail':
      return `person-${person}@masked.example`;
    case 'handle':
      return `masked-user-${person}`;
    case 'name':
      return `Person ${person}`;
    case 'avatar':
      return 'https://masked.example/avatar';
    case 'other':
      return 'masked';
  }
}

const standIn =
  /(?:Person (\d{1,7})|person-(\d{1,7})@masked\.example|masked-(?:account|user)-(\d{1,7})|https:\/\/masked\.example\/avatar)(?!\w)/;
const whole = new RegExp(`^(?:@?${standIn.source}|masked)$`);

/** The person of a stand-in, 0 where it is nobody's; undefined where the text is none. */
export function standInNumber(text: string): number | undefined {
  const match = whole.exec(text);
  return match ? numberIn(match) : undefined;
}

const numberIn = ([, one, two, three]: RegExpExecArray) => Number(one ?? two ?? three ?? 0);

export interface StandIns {
  /** Where each begins and ends, by turns. */
  ranges: number[];
  lastPerson: number;
}

/** What was masked before. */
export function findStandIns(text: string): StandIns {
  const ranges: number[] = [];
  let lastPerson = 0;
  for (const match of text.matchAll(new RegExp(standIn.source, 'g'))) {
    ranges.push(match.index, match.index + match[0].length);
    lastPerson = Math.max(lastPerson, numberIn(match));
  }
  return { ranges, lastPerson };
}
