/**
 * A filter over the issue of a payload, in Kleene's three-valued logic: what the payload leaves out makes
 * a clause unknown, and an AND with a false part is false all the same.
 */
import type { WebhookPayload } from '../payload.ts';
import type { JqlClause, JqlFilter, JqlOperand, Span } from './parse.ts';
import { isNamed, isNeverEmpty, valuesOf, type FieldValues, type Truth } from './values.ts';

export interface Outcome {
  truth: Truth;
  /** The first part of the filter that decided. */
  at: Span;
}

export function evaluate(filter: JqlFilter, event: WebhookPayload, negated = false): Outcome {
  switch (filter.kind) {
    case 'clause':
      return { truth: ofClause(filter, event, negated), at: filter };
    case 'not':
      // Carried down to the clauses, where it turns an operator into its opposite: so an empty field
      // matches neither `assignee = x` nor its negation, as with `!=`.
      return evaluate(filter.part, event, !negated);
    default: {
      const isAnd = (filter.kind === 'and') !== negated;
      const outcomes = filter.parts.map((part) => evaluate(part, event, negated));
      return (
        outcomes.find(({ truth }) => truth === !isAnd) ??
        outcomes.find(({ truth }) => truth === 'unknown') ?? { truth: isAnd, at: filter }
      );
    }
  }
}

/** Atlassian's reference of `!=` and `NOT IN`: an empty field is not matched; it takes `EMPTY` to ask for it. */
function ofClause(
  { field, operator, operand }: JqlClause,
  event: WebhookPayload,
  negated: boolean,
): Truth {
  const isPositive = operator === '=' || operator === 'in';
  if (!operand || (!isPositive && operator !== '!=' && operator !== 'not in')) return 'unknown';
  const operands = operandsOf(operand);
  const values = valuesOf(field, event);
  const isEmpty: Truth = isNeverEmpty(field.name)
    ? false
    : values
      ? values.length === 0
      : 'unknown';
  if (isPositive !== negated) {
    return or(operands.map((operand) => isValue(operand, values, isEmpty)));
  }
  return and([not(isEmpty), ...operands.map((operand) => not(isValue(operand, values, isEmpty)))]);
}

function isValue(operand: JqlOperand, values: FieldValues | undefined, isEmpty: Truth): Truth {
  switch (operand.kind) {
    case 'empty':
      return isEmpty;
    case 'value':
      if (!values) return 'unknown';
      return or(values.map((value) => isNamed(value, operand.value)));
    default:
      // Only Jira can say what a function stands for.
      return 'unknown';
  }
}

function operandsOf(operand: JqlOperand): JqlOperand[] {
  return operand.kind === 'list' ? operand.values.flatMap(operandsOf) : [operand];
}

function or(truths: Truth[]): Truth {
  return truths.includes(true) || (truths.includes('unknown') && 'unknown');
}

function and(truths: Truth[]): Truth {
  return not(or(truths.map(not)));
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
