/**
 * What may be typed at the caret of a webhook's filter. It reads text that is not finished, so it goes
 * by tokens and does without the parser; what it offers is the documented subset only.
 */
import { longestFilter } from './bounds.ts';
import { expectedAfter, isUnfinished, tokensOf } from './expectation.ts';
import type { Expected, Token } from './expectation.ts';

export interface Completion {
  text: string;
  kind: 'field' | 'operator' | 'keyword' | 'value';
  /** What a person should know before choosing it. */
  note?: string;
}

export interface Completions {
  /** The stretch that an option takes the place of: what is there of the word at the caret. */
  from: number;
  to: number;
  options: Completion[];
}

/** The keys and ids in brackets are examples, to be written over: without one, it would be no field. */
const fields: readonly Completion[] = [
  { text: 'project', kind: 'field' },
  { text: 'issueKey', kind: 'field' },
  { text: 'issuetype', kind: 'field' },
  { text: 'status', kind: 'field' },
  { text: 'assignee', kind: 'field', note: 'An account id, or EMPTY.' },
  { text: 'reporter', kind: 'field', note: 'An account id, or EMPTY.' },
  { text: 'priority', kind: 'field', note: 'The specification does not list it: Jira may refuse.' },
  {
    text: 'issue.property[key].path',
    kind: 'field',
    note: 'Put the property’s own key and path in.',
  },
  {
    text: 'cf[10000]',
    kind: 'field',
    note: 'Put the field’s own id in. Jira supports the epic label only.',
  },
];

const operators: readonly Completion[] = [
  { text: '=', kind: 'operator' },
  { text: '!=', kind: 'operator', note: 'Leaves out issues where the field is empty.' },
  { text: 'IN', kind: 'operator' },
  { text: 'NOT IN', kind: 'operator', note: 'Leaves out issues where the field is empty.' },
];

const options: Record<Expected, readonly Completion[]> = {
  field: fields,
  operator: operators,
  // `NOT IN` is one operator of two words.
  in: operators,
  value: [{ text: 'EMPTY', kind: 'value', note: 'The field has no value.' }],
  list: [{ text: '(', kind: 'value', note: 'A list of values: (A, B).' }],
  keyword: [
    { text: 'AND', kind: 'keyword' },
    { text: 'OR', kind: 'keyword' },
  ],
  arguments: [],
  nothing: [],
};

export function completions(jql: string, caret: number): Completions {
  const at = Math.min(Math.max(Math.trunc(caret) || 0, 0), jql.length);
  const none = { from: at, to: at, options: [] };
  if (jql.length > longestFilter) return none;
  const tokens = tokensOf(jql);
  const touching = tokens.find(({ from, to }) => from < at && at <= to);
  const before = tokens.filter(({ to }) => to <= at && (to < at || touching?.kind !== 'word'));
  const expected = expectedAfter(before);

  if (touching?.kind === 'word') return matching(expected, before, touching.from, touching.to);
  if (touching && (at < touching.to || isUnfinished(touching))) return none;
  if (touching?.text === '!' && expectedAfter(before.slice(0, -1)) === 'operator') {
    return matching('operator', before, touching.from, at);
  }
  // With nothing typed, what stands here already is replaced only by its own kind.
  const next = tokens.find(({ from }) => from === at);
  if (next && !isReplaceable(next, expected)) return none;
  return matching(expected, before, at, next?.to ?? at);

  function matching(expected: Expected, before: readonly Token[], start: number, to: number) {
    // At the second word of NOT IN both are replaced.
    const from = expected === 'in' ? (before.at(-1)?.from ?? start) : start;
    const typed = jql.slice(from, at).replaceAll(/\s+/g, ' ').toLowerCase();
    const offered = options[expected].filter(({ text }) => text.toLowerCase().startsWith(typed));
    return { from, to, options: offered };
  }
}

function isReplaceable({ kind, text }: Token, expected: Expected): boolean {
  switch (expected) {
    case 'field':
      return kind === 'word' && !/^(?:and|or|not|order)$/i.test(text);
    case 'operator':
      return kind === 'sign' ? /^[!=~<>]/.test(text) : /^in$/i.test(text);
    case 'value':
      return kind === 'word' && !/^(?:and|or)$/i.test(text);
    case 'keyword':
      return /^(?:and|or)$/i.test(text);
    default:
      return false;
  }
}
