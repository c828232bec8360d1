/** What the name of a member says about its value. */
import { findStandIns, type PersonalKind } from './find.ts';

export interface MemberMeaning {
  name: string;
  /** Its value is a person, or several: `author`, `Request participants`, `project_lead`. */
  isPerson: boolean;
  /** What its text is in any object. */
  always: PersonalKind | undefined;
  /** What its text is in a user object. */
  inUser: PersonalKind | undefined;
}

const people = new Set(
  (
    'author assignee reporter creator user lead actor owner watcher voter participant approver ' +
    'member requester requestor editor uploader commenter customer collaborator contributor ' +
    'manager mention principal sender recipient modifier initiator reviewer'
  ).split(' '),
);
const acts = /(?:created|updated|modified|deleted|started|completed|closed|resolved|uploaded)by$/;

const inUser = new Map<string, PersonalKind>([
  ['id', 'account'],
  ['name', 'name'],
  ['nickname', 'name'],
  ['firstname', 'name'],
  ['lastname', 'name'],
  ['givenname', 'name'],
  ['familyname', 'name'],
  ['key', 'handle'],
  ['login', 'handle'],
  ['avatar', 'avatar'],
  ['avatarurl', 'avatar'],
  ['picture', 'avatar'],
]);

const personName =
  /^(?:display|full|public|real)name$|(?:author|assignee|reporter|creator|user|owner|lead|actor)(?:display|full|public|real)?name$/;

/** What a user object may say without telling who it is; its `self` is read as a text that holds an id. */
const harmless = new Set(['self', 'accounttype', 'type', 'active', 'expand', 'usertype']);

export function meaningOf(name: string): MemberMeaning {
  const isMasked = findStandIns(name).ranges.length > 0;
  if (isMasked) return { name, isPerson: false, always: undefined, inUser: 'other' };
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return {
    name,
    isPerson: isPerson(name),
    always: alwaysOf(plain),
    inUser: inUser.get(plain) ?? (harmless.has(plain) ? undefined : 'other'),
  };
}

/** By its last word: `updateAuthor`, `Tech lead`. Not by its end: a `factor` is no actor. */
export function isPerson(name: string): boolean {
  const [word = ''] = /(?:[A-Z]?[a-z]+|[A-Z]+)(?=[^A-Za-z]*$)/.exec(name.slice(-60)) ?? [];
  const singular = word.toLowerCase().replace(/s$/, '');
  return people.has(singular) || acts.test(name.slice(-60).toLowerCase().replaceAll(/[ _-]/g, ''));
}

function alwaysOf(plain: string): PersonalKind | undefined {
  if (/(?:account|user)ids?$/.test(plain)) return 'account';
  if (/e?mail(?:address(?:es)?)?$/.test(plain)) return 'mail';
  if (/user(?:name|key)s?$/.test(plain)) return 'handle';
  return personName.test(plain) ? 'name' : undefined;
}
