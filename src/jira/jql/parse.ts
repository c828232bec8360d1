/**
 * JQL text to our own small tree, with positions. The grammar is Atlassian's (`@atlaskit/jql-ast`): it
 * knows syntax only, so which fields and operators a webhook may use is judged elsewhere. Heavy: to be
 * loaded only where a filter is edited or tried, or on the server.
 */
import { JastBuilder } from '@atlaskit/jql-ast';
import type { Clause, Operand, TerminalClause } from '@atlaskit/jql-ast';
import { readField, type JqlField } from './fields.ts';
import { offsets, type Offsets } from './offsets.ts';

/** A stretch of the text, in UTF-16 units: `text.slice(from, to)`. */
export interface Span {
  from: number;
  to: number;
}

export type JqlOperand = Span &
  (
    | { kind: 'value'; value: string }
    /** `EMPTY` or `NULL`, which mean the same. */
    | { kind: 'empty' }
    | { kind: 'list'; values: JqlOperand[] }
    | { kind: 'function'; name: string }
  );

export interface JqlClause extends Span {
  kind: 'clause';
  field: JqlField;
  /** In lower case with single spaces: `=`, `not in`, `is not`. */
  operator: string;
  operatorAt: Span;
  /** Absent for `changed` only. */
  operand: JqlOperand | undefined;
}

export type JqlFilter =
  | JqlClause
  | (Span & { kind: 'and' | 'or'; parts: JqlFilter[] })
  | (Span & { kind: 'not'; part: JqlFilter; operatorAt: Span });

export interface ParsedJql {
  /** Absent where the syntax is wrong, and where there is no condition at all. */
  filter: JqlFilter | undefined;
  /** The first fault of syntax: the later ones are mostly its consequences. */
  fault: Span | undefined;
  orderBy: Span | undefined;
  /** Opening parentheses that group conditions; those of lists and functions are not meant. */
  groups: Span[];
}

/** Throws on text that nests without end: see `tooMuch` in `bounds.ts`, to be asked first. */
export function parseJql(text: string): ParsedJql {
  const { query, errors } = new JastBuilder().build(text);
  const at = offsets(text);
  const [error] = errors;
  if (error !== undefined || !query) {
    const [from, to] =
      error && 'start' in error && 'stop' in error ? [error.start, error.stop] : [0, 0];
    return {
      filter: undefined,
      fault: at(Number(from), Number(to)),
      orderBy: undefined,
      groups: [],
    };
  }
  const filter = query.where ? toFilter(query.where, at) : undefined;
  const orderBy = query.orderBy?.position ? at(...query.orderBy.position) : undefined;
  return { filter, fault: undefined, orderBy, groups: groups(text, filter, orderBy) };
}

function toFilter(clause: Clause, at: Offsets): JqlFilter {
  const span = at(...(clause.position ?? [0, 0]));
  switch (clause.clauseType) {
    case 'terminal':
      return toClause(clause, span, at);
    case 'not': {
      const operatorAt = at(...(clause.operator.position ?? [0, 0]));
      return { kind: 'not', ...span, part: toFilter(clause.clause, at), operatorAt };
    }
    case 'compound': {
      const parts = clause.clauses.map((part) => toFilter(part, at));
      return { kind: clause.operator.value, ...span, parts };
    }
  }
}

function toClause(clause: TerminalClause, span: Span, at: Offsets): JqlClause {
  return {
    kind: 'clause',
    ...span,
    field: readField(clause.field, at),
    operator: clause.operator?.value ?? '',
    operatorAt: at(...(clause.operator?.position ?? [span.from, span.to])),
    operand: clause.operand ? toOperand(clause.operand, at) : undefined,
  };
}

function toOperand(operand: Operand, at: Offsets): JqlOperand {
  const span = at(...(operand.position ?? [0, 0]));
  switch (operand.operandType) {
    case 'value':
      return { kind: 'value', ...span, value: operand.value };
    case 'keyword':
      return { kind: 'empty', ...span };
    case 'function':
      return { kind: 'function', ...span, name: operand.function.value };
    case 'list':
      return {
        kind: 'list',
        ...span,
        values: operand.values.map((value) => toOperand(value, at)),
      };
  }
}

/** The tree forgets grouping parentheses: they are those that lie in no clause and in no ORDER BY. */
function groups(text: string, filter: JqlFilter | undefined, orderBy: Span | undefined): Span[] {
  const inside = [...(filter ? clausesOf(filter) : []), ...(orderBy ? [orderBy] : [])];
  const found: Span[] = [];
  let start = 0;
  for (const { from, to } of [...inside, { from: text.length, to: text.length }]) {
    for (let index = start; index < from; index++) {
      if (text[index] === '(') found.push({ from: index, to: index + 1 });
    }
    start = to;
  }
  return found;
}

/** Every clause of a filter, in the order of the text. */
export function clausesOf(filter: JqlFilter): JqlClause[] {
  switch (filter.kind) {
    case 'clause':
      return [filter];
    case 'not':
      return clausesOf(filter.part);
    default:
      return filter.parts.flatMap(clausesOf);
  }
}
