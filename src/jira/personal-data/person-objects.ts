/** Finds people by the objects that tell of them: users, mentions, changes of a field that holds a user. */
import { findOf, type Find, type Identity, type PersonalKind } from './find.ts';
import { looksLikeAccount } from './account-ids.ts';
import type { JsonVisitor } from './json-walk.ts';
import { isPerson, meaningOf, type MemberMeaning } from './member-names.ts';
import { unescaped } from './unescaped.ts';

interface Text {
  meaning: MemberMeaning;
  from: number;
  to: number;
  isEscaped: boolean;
}

interface Frame {
  isArray: boolean;
  /** Of the member that holds it; the items of an array have that of the array. */
  held: MemberMeaning | undefined;
  member: MemberMeaning | undefined;
  texts: Text[];
  /** Of its members `avatarUrls`, and `attrs` as mentions have them. */
  avatars: Text[];
  attributes: Text[][];
}

export class PersonObjects implements JsonVisitor {
  readonly finds: Find[] = [];
  /** Where strings with escapes begin and end, by turns. */
  readonly escaped: number[] = [];
  readonly #source: string;
  readonly #frames: Frame[] = [];
  readonly #meanings = new Map<string, MemberMeaning>();

  constructor(source: string) {
    this.#source = source;
  }

  open(isArray: boolean): void {
    const around = this.#frames.at(-1);
    const held = around?.isArray ? around.held : around?.member;
    this.#frames.push({
      isArray,
      held,
      member: undefined,
      texts: none,
      avatars: none,
      attributes: none,
    });
  }

  next(): void {
    const frame = this.#frames.at(-1);
    if (frame) frame.member = undefined;
  }

  key(from: number, to: number, isEscaped: boolean): void {
    if (isEscaped) this.escaped.push(from, to);
    const frame = this.#frames.at(-1);
    if (!frame) return;
    // No name that means anything is longer.
    const end = Math.min(to, from + 600);
    const name = isEscaped
      ? unescaped(this.#source, from, end).text
      : this.#source.slice(from, end);
    let meaning = this.#meanings.get(name);
    if (meaning === undefined) {
      meaning = meaningOf(name);
      if (this.#meanings.size < mostMeanings) this.#meanings.set(name, meaning);
    }
    frame.member = meaning;
  }

  text(from: number, to: number, isEscaped: boolean): void {
    if (isEscaped) this.escaped.push(from, to);
    const frame = this.#frames.at(-1);
    const meaning = frame?.isArray ? frame.held : frame?.member;
    if (!frame || !meaning || from === to) return;
    const text = { meaning, from, to, isEscaped };
    if (frame.isArray) this.#single(text);
    else if (frame.texts === none) frame.texts = [text];
    else frame.texts.push(text);
  }

  close(): void {
    const frame = this.#frames.pop();
    if (!frame || frame.isArray) return;
    this.#settle(frame);
    const around = this.#frames.at(-1);
    if (!around || around.isArray) return;
    const name = frame.held?.name;
    // Until a frame has some of its own, all share an empty list: there may be a million of them.
    if (name === 'attrs') {
      if (around.attributes === none) around.attributes = [];
      around.attributes.push(frame.texts);
    } else if (name !== undefined && /^avatar(?:Url)?s$/i.test(name)) {
      if (around.avatars === none) around.avatars = [];
      for (const text of frame.texts) around.avatars.push(text);
    }
  }

  #settle(frame: Frame): void {
    const { texts, held } = frame;
    if (frame.attributes !== none && this.#says(texts, 'type', (type) => type === 'mention')) {
      for (const attributes of frame.attributes) this.#mention(attributes);
    }
    if (texts === none) return;
    if (isChange(texts)) this.#change(texts);
    else if (held?.isPerson || texts.some(({ meaning }) => telling.has(meaning.name))) {
      this.#user(frame);
    } else {
      for (const text of texts) this.#single(text);
    }
  }

  /** A text outside of user objects. */
  #single(text: Text): void {
    const { always, isPerson: holdsPerson } = text.meaning;
    if (always === undefined && !holdsPerson) return;
    const value = this.#valueOf(text);
    this.#add(text, always ?? kindOf(value), {});
  }

  #user({ texts, avatars, held }: Frame): void {
    const identity: Identity = {};
    for (const text of texts) {
      const { always, inUser, isPerson: holdsPerson } = text.meaning;
      const kind = always ?? (inUser === 'other' && !held?.isPerson ? zone(text) : inUser);
      if (holdsPerson && always === undefined) this.#single(text);
      else if (kind !== undefined) this.#add(text, kind, identity);
    }
    for (const avatar of avatars) this.#add(avatar, 'avatar', identity);
  }

  #mention(attributes: readonly Text[]): void {
    const identity: Identity = {};
    for (const text of attributes) {
      if (text.meaning.name === 'id') this.#add(text, 'account', identity);
      if (text.meaning.name === 'text') this.#add(text, 'name', identity);
    }
  }

  #change(texts: readonly Text[]): void {
    const isOfPerson =
      this.#says(texts, 'field', isPerson) ||
      this.#says(texts, 'fieldId', isPerson) ||
      this.#says(texts, 'from', looksLikeAccount) ||
      this.#says(texts, 'to', looksLikeAccount);
    const identities = { from: {}, to: {} };
    for (const text of texts) {
      const { name, always } = text.meaning;
      const side = /^(?:to|tmpTo)/.test(name) ? identities.to : identities.from;
      const kind = always ?? (isOfPerson ? sides.get(name) : undefined);
      if (kind !== undefined) this.#add(text, kind, side);
    }
  }

  #says(texts: readonly Text[], name: string, is: (value: string) => boolean): boolean {
    return texts.some((text) => text.meaning.name === name && is(this.#valueOf(text)));
  }

  #add(text: Text, kind: PersonalKind, identity: Identity): void {
    const find = findOf(text.from, text.to, kind, this.#valueOf(text), identity);
    this.finds.push({ ...find, isValue: true });
  }

  #valueOf({ from, to, isEscaped }: Text): string {
    return isEscaped ? unescaped(this.#source, from, to).text : this.#source.slice(from, to);
  }
}

const none: never[] = [];
const mostMeanings = 10_000;

/** An object with one of these is a user, wherever it stands. */
const telling = new Set(['accountId', 'accountType', 'emailAddress', 'displayName']);

const sides = new Map<string, PersonalKind>([
  ['from', 'account'],
  ['to', 'account'],
  ['fromString', 'name'],
  ['toString', 'name'],
]);

function isChange(texts: readonly Text[]): boolean {
  const has = (pattern: RegExp) => texts.some(({ meaning }) => pattern.test(meaning.name));
  return has(/^field(?:Id)?$/) && has(/^(?:from|to)(?:String)?$/);
}

/** Of the rest, a time zone and a language are a user's own even where the object is not sure to be one. */
function zone({ meaning }: Text): PersonalKind | undefined {
  return /^(?:timeZone|locale|language)$/i.test(meaning.name) ? 'other' : undefined;
}

function kindOf(value: string): PersonalKind {
  if (looksLikeAccount(value)) return 'account';
  return value.includes('@') && !value.startsWith('@') ? 'mail' : 'name';
}
