/**
 * Whether Jira takes a JQL filter for a dynamic webhook, and what it will say if not. Only a subset is
 * supported: the OpenAPI document lists its fields and operators at `WebhookDetails.jqlFilter`.
 */
import { tooMuch } from './bounds.ts';
import { parseJql, clausesOf } from './parse.ts';
import type { JqlClause, JqlFilter, JqlOperand, ParsedJql, Span } from './parse.ts';
import { refusals, remarks, type RefusalText } from './texts.ts';

export interface JqlProblem {
  /** A refusal is what Jira will answer; a remark is what nobody can promise either way. */
  kind: 'refusal' | 'remark';
  message: string;
  /** Whether the message is known word for word. */
  verified: boolean;
  from: number;
  to: number;
  /** The whole filter, mended in this one respect. */
  rewrite?: string;
}

export interface JqlVerdict {
  /** `open`: nothing speaks against it for certain, and something is not established. */
  verdict: 'allowed' | 'refused' | 'open';
  /** In the order of the text: the first refusal is the one to expect from Jira. */
  problems: JqlProblem[];
  filter: JqlFilter | undefined;
}

export function judgeJql(text: string): JqlVerdict {
  const whole = { from: 0, to: text.length };
  if (text.trim() === '') return verdict([refusal(refusals.empty, whole)]);
  const excess = tooMuch(text);
  if (excess) return verdict([refusal(refusals[excess], whole)]);
  const parsed = parseJql(text);
  if (parsed.fault) return verdict([refusal(faultText(text, parsed.fault), parsed.fault)]);
  const problems = [
    ...(parsed.filter
      ? ofFilter(parsed.filter, withoutEmptyTests(text, parsed.filter))
      : [refusal(refusals.onlyOrder, whole)]),
    ...ofForm(parsed),
  ];
  return verdict(
    problems.toSorted((one, other) => one.from - other.from),
    parsed.filter,
  );
}

function verdict(problems: JqlProblem[], filter?: JqlFilter): JqlVerdict {
  const refused = problems.some(({ kind }) => kind === 'refusal');
  return {
    verdict: refused ? 'refused' : problems.length > 0 ? 'open' : 'allowed',
    problems,
    filter,
  };
}

function refusal(text: RefusalText, { from, to }: Span): JqlProblem {
  return { kind: 'refusal', message: text.message, verified: text.verified, from, to };
}

function remark(message: string, { from, to }: Span): JqlProblem {
  return { kind: 'remark', message, verified: false, from, to };
}

function faultText(text: string, { from, to }: Span): RefusalText {
  const token = text.slice(from, to);
  if (token.trim() === '') return refusals.endsEarly;
  const isOpen = /^["']/.test(token) && (token.length === 1 || token.at(-1) !== token[0]);
  if (isOpen) return refusals.openQuote(from + 1);
  return refusals.unexpected(visible(token), from + 1);
}

/** Short, on one line, and with what cannot be seen written as its code. */
function visible(token: string): string {
  const escaped = token.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return escaped.length > 40 ? `${escaped.slice(0, 40)}…` : escaped;
}

/** What is said of the shape as a whole, not of any one clause. */
function ofForm({ groups: [group], orderBy }: ParsedJql): JqlProblem[] {
  return [
    ...(group ? [remark(remarks.parentheses, group)] : []),
    ...(orderBy ? [remark(remarks.orderBy, orderBy)] : []),
  ];
}

function ofFilter(filter: JqlFilter, rewrite: string): JqlProblem[] {
  switch (filter.kind) {
    case 'clause':
      return ofClause(filter, rewrite);
    case 'not':
      return [remark(remarks.not, filter.operatorAt), ...ofFilter(filter.part, rewrite)];
    default:
      return filter.parts.flatMap((part) => ofFilter(part, rewrite));
  }
}

/** Of an unknown field nothing more is said: the specification's own example answers with the clause alone. */
function ofClause(clause: JqlClause, rewrite: string): JqlProblem[] {
  const field = ofField(clause);
  if (field.some(({ kind }) => kind === 'refusal')) return field;
  const operand = clause.operand ? ofOperand(clause.operand) : [];
  return [...field, ...ofOperator(clause, rewrite), ...operand];
}

function ofField({ field }: JqlClause): JqlProblem[] {
  switch (field.name) {
    case 'unsupported':
      return [
        field.text.toLowerCase() === 'issue.property'
          ? refusal(refusals.noPropertyKey, field)
          : refusal(refusals.field(field.text), field),
      ];
    case 'cf':
      return [remark(remarks.customField, field)];
    case 'priority':
      return [remark(remarks.priority, field)];
    case 'issue.property':
      return [];
    default:
      return field.alias ? [remark(remarks.alias(field.text, field.name), field)] : [];
  }
}

const supportedOperators: ReadonlySet<string> = new Set(['=', '!=', 'in', 'not in']);

function ofOperator(clause: JqlClause, rewrite: string): JqlProblem[] {
  if (supportedOperators.has(clause.operator)) return [];
  const problem = refusal(refusals.operator(clause.operator), clause.operatorAt);
  return isEmptyTest(clause) ? [{ ...problem, rewrite }] : [problem];
}

/** `is EMPTY` and `is not EMPTY`, for which `= EMPTY` and `!= EMPTY` are seen to work on real sites. */
function isEmptyTest({ operator, operand }: JqlClause): boolean {
  return (operator === 'is' || operator === 'is not') && operand?.kind === 'empty';
}

/** All at once: a rewrite that is refused for the same reason in its next clause would help nobody. */
function withoutEmptyTests(text: string, filter: JqlFilter): string {
  let rewritten = text;
  for (const { operator, operatorAt } of clausesOf(filter).filter(isEmptyTest).toReversed()) {
    rewritten =
      rewritten.slice(0, operatorAt.from) +
      (operator === 'is' ? '=' : '!=') +
      rewritten.slice(operatorAt.to);
  }
  return rewritten;
}

function ofOperand(operand: JqlOperand): JqlProblem[] {
  switch (operand.kind) {
    case 'function':
      return [remark(remarks.function(operand.name), operand)];
    case 'list':
      return operand.values.flatMap((value) => {
        if (value.kind === 'empty') return [remark(remarks.emptyInList, value)];
        if (value.kind === 'list') return [remark(remarks.nestedList, value), ...ofOperand(value)];
        return ofOperand(value);
      });
    default:
      return [];
  }
}
