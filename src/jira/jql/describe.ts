/** A filter in plain English: which issues it lets through. */
import { visibleText } from '../visible-text.ts';
import { tooMuch } from './bounds.ts';
import { canBeEmpty, normalize } from './normal-form.ts';
import type { Comparand, NormalFilter, SupportedField } from './normal-form.ts';
import { parseJql } from './parse.ts';

/**
 * One sentence, or undefined where the text is no JQL, or goes beyond what a webhook may ask: Jira takes
 * no such filter, so there is nothing that it lets through.
 */
export function describeFilter(jql: string): string | undefined {
  if (jql.trim() === '') return everyIssue;
  if (tooMuch(jql)) return undefined;
  const { filter, fault } = parseJql(jql);
  if (fault) return undefined;
  // An ORDER BY alone leaves nothing out.
  if (!filter) return everyIssue;
  const normal = normalize(filter, jql);
  return normal && `${sentence(normal)}.`;
}

const everyIssue = 'Every issue of the site.';

function sentence(filter: NormalFilter): string {
  if (filter.kind !== 'or') return `Issues ${conjunction(filter)}`;
  const isSimple = filter.parts.every((part) => part.kind !== 'and');
  const alternatives = filter.parts.map(conjunction);
  return `Issues ${alternatives.join(isSimple ? ', or ' : '; or issues ')}`;
}

/** What stands behind "issues": the project first, then everything else. */
function conjunction(filter: NormalFilter): string {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const isOfProject = (part: NormalFilter) => part.kind === 'test' && part.field.name === 'project';
  const isNested = (part: NormalFilter) => part.kind === 'and' || part.kind === 'or';
  const projects = parts.filter(isOfProject).map(modifier);
  const others = parts.filter((part) => !isOfProject(part));
  const relative = [
    ...others.filter((part) => !isNested(part)),
    ...others.filter((part) => isNested(part)),
  ].map(modifier);
  const separate = relative.length > 2 || others.some(isNested);
  return [series(projects, 'and'), series(relative, 'and', separate)].filter(Boolean).join(' ');
}

/** "a", "a and b", "a, b and c"; with `separate` a comma before the last too. */
function series(parts: readonly string[], word: 'and' | 'or', separate = false): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  return `${parts.slice(0, -1).join(', ')}${separate ? ',' : ''} ${word} ${last}`;
}

/** Behind a noun: "whose status is Done". */
function modifier(filter: NormalFilter): string {
  switch (filter.kind) {
    case 'test':
      if (filter.field.name !== 'project') return `whose ${comparison(filter)}`;
      return filter.positive
        ? `of project ${alternatives(filter.values)}`
        : `of any project but ${alternatives(filter.values)}`;
    case 'presence':
      return isNumbered(filter.field)
        ? `whose ${noun(filter.field)} ${filter.present ? 'is not empty' : 'is empty'}`
        : `that have ${possession(filter)}`;
    default:
      return `where ${nested(filter)}`;
  }
}

/** By itself: "the status is Done". */
function statement(filter: NormalFilter): string {
  switch (filter.kind) {
    case 'test':
      return `${article(filter.field)}${comparison(filter)}`;
    case 'presence':
      return isNumbered(filter.field)
        ? `${noun(filter.field)} ${filter.present ? 'is not empty' : 'is empty'}`
        : `there is ${possession(filter)}`;
    default:
      return `(${nested(filter)})`;
  }
}

/** Further down only round brackets keep apart what belongs together. */
function nested({ kind, parts }: Extract<NormalFilter, { kind: 'and' | 'or' }>): string {
  const opening = kind === 'or' ? 'either ' : '';
  return opening + series(parts.map(statement), kind, true);
}

/** `!=` and `NOT IN` leave out the empty field too (JQL's operator reference), which few remember. */
function comparison({ field, positive, values }: Extract<NormalFilter, { kind: 'test' }>): string {
  const is = `${noun(field)} ${positive ? 'is' : 'is not'} ${alternatives(values)}`;
  if (positive || !canBeEmpty(field)) return is;
  const empty = isNumbered(field) ? 'where it is empty' : `with no ${noun(field)}`;
  return `${is} (which leaves out issues ${empty})`;
}

function possession({ field, present }: Extract<NormalFilter, { kind: 'presence' }>): string {
  const name = noun(field);
  const known = canBeEmpty(field) ? '' : ' (every issue has one)';
  const indefinite = /^[aeiou]/.test(name) ? 'an' : 'a';
  return `${present ? indefinite : 'no'} ${name}${known}`;
}

function noun(field: SupportedField): string {
  switch (field.name) {
    case 'issueKey':
      return 'key';
    case 'issuetype':
      return 'type';
    case 'cf':
      return `custom field ${field.id}`;
    case 'issue.property': {
      const at = field.path.length > 0 ? ` at ${plain(field.path.join('.'))}` : '';
      return `issue property ${plain(field.key)}${at}`;
    }
    default:
      return field.name;
  }
}

/** Fields that are known by a number or key of their own, and take no article. */
function isNumbered({ name }: SupportedField): boolean {
  return name === 'cf' || name === 'issue.property';
}

function article(field: SupportedField): string {
  return isNumbered(field) ? '' : 'the ';
}

function alternatives(values: readonly Comparand[]): string {
  const names = values.map(({ kind, text }) =>
    kind === 'value' ? plain(text) : `what ${visibleText(text)} returns`,
  );
  return series([...new Set(names)], 'or');
}

/** As it is where it cannot be mistaken for a part of the sentence, else in quotation marks. */
function plain(value: string): string {
  const isPlain = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:@/#+-]*$/u.test(value);
  const isWord = /^(?:and|or|no|not|is|empty|null)$/i.test(value) || value.endsWith('.');
  return isPlain && !isWord ? value : `“${visibleText(value)}”`;
}
