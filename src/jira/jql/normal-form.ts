/**
 * A filter brought into the form that is easiest to say: negations carried down to the clauses (as the
 * matcher does), values of one field gathered, nothing nested that need not be.
 */
import type { JqlField } from './fields.ts';
import type { JqlClause, JqlFilter, JqlOperand } from './parse.ts';
import { isNeverEmpty } from './values.ts';

export type SupportedField = Exclude<JqlField, { name: 'unsupported' }>;

/** What a clause compares with; a function is kept as it was typed. */
export type Comparand = { kind: 'value' | 'function'; text: string };

export type NormalFilter =
  /** The field has, or has not, one of these values. Where it has not, it is not empty either. */
  | { kind: 'test'; field: SupportedField; positive: boolean; values: Comparand[] }
  /** The field has any value at all, or none. */
  | { kind: 'presence'; field: SupportedField; present: boolean }
  | { kind: 'and' | 'or'; parts: NormalFilter[] };

/** Undefined where a clause is not of the subset, so that nobody can say what it would let through. */
export function normalize(
  filter: JqlFilter,
  text: string,
  negated = false,
): NormalFilter | undefined {
  switch (filter.kind) {
    case 'clause':
      return ofClause(filter, text, negated);
    case 'not':
      return normalize(filter.part, text, !negated);
    default: {
      const parts = filter.parts.map((part) => normalize(part, text, negated));
      const kind = (filter.kind === 'and') !== negated ? 'and' : 'or';
      return parts.every((part) => part !== undefined) ? joined(kind, parts) : undefined;
    }
  }
}

function ofClause(
  { field, operator, operand }: JqlClause,
  text: string,
  negated: boolean,
): NormalFilter | undefined {
  if (field.name === 'unsupported' || !operand) return undefined;
  const operands = operandsOf(operand);
  const isPositive = positiveOperators.get(operator);
  if (isPositive === undefined) return undefined;
  const asksForEmpty = operands.some(({ kind }) => kind === 'empty');
  // Jira refuses `is`, and what is meant by it is plain only with EMPTY.
  if (operator.startsWith('is') && operand.kind !== 'empty') return undefined;
  const values = operands.flatMap((operand) => comparandsOf(operand, text));
  const positive = isPositive !== negated;
  const presence = { kind: 'presence', field, present: !positive } as const;
  const test = { kind: 'test', field, positive, values } as const;
  if (!asksForEmpty) return test;
  if (values.length === 0) return presence;
  // NOT IN leaves out what is empty anyway.
  return positive ? joined('or', [presence, test]) : test;
}

const positiveOperators: ReadonlyMap<string, boolean> = new Map([
  ['=', true],
  ['in', true],
  ['is', true],
  ['!=', false],
  ['not in', false],
  ['is not', false],
]);

function operandsOf(operand: JqlOperand): JqlOperand[] {
  return operand.kind === 'list' ? operand.values.flatMap(operandsOf) : [operand];
}

function comparandsOf(operand: JqlOperand, text: string): Comparand[] {
  switch (operand.kind) {
    case 'value':
      return [{ kind: 'value', text: operand.value }];
    case 'function':
      return [{ kind: 'function', text: text.slice(operand.from, operand.to) }];
    default:
      return [];
  }
}

/** Flat, and with the tests of one field that mean one longer list made one. */
function joined(kind: 'and' | 'or', nested: NormalFilter[]): NormalFilter {
  const parts: NormalFilter[] = [];
  const lists = new Map<string, Comparand[]>();
  for (const part of nested.flatMap((part) => (part.kind === kind ? part.parts : [part]))) {
    const isList = part.kind === 'test' && part.positive === (kind === 'or');
    const known = isList ? lists.get(identityOf(part.field)) : undefined;
    if (isList && known) known.push(...part.values);
    else if (isList) {
      const values = [...part.values];
      lists.set(identityOf(part.field), values);
      parts.push({ ...part, values });
    } else parts.push(part);
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}

function identityOf(field: SupportedField): string {
  switch (field.name) {
    case 'issue.property':
      return JSON.stringify([field.key, ...field.path]);
    case 'cf':
      return `cf ${field.id}`;
    default:
      return field.name;
  }
}

export function canBeEmpty({ name }: SupportedField): boolean {
  return !isNeverEmpty(name);
}
