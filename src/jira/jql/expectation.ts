/** The tokens of JQL that may be unfinished, and what the language expects behind some of them. */

export interface Token {
  /** `text` is in quotation marks, finished or not; a `sign` is an operator of signs, a bracket or a comma. */
  kind: 'word' | 'text' | 'sign';
  text: string;
  from: number;
  to: number;
}

/**
 * What the next token may be: `value` after `=`, `list` after `IN`, `in` between `NOT` and `IN`,
 * `arguments` after a function's name, and `nothing` where nothing can be said.
 */
export type Expected =
  | 'field'
  | 'operator'
  | 'in'
  | 'value'
  | 'list'
  | 'arguments'
  | 'keyword'
  | 'nothing';

/**
 * In a word, square brackets keep together: `issue.property["my key"].path`; but `cf[1]` ends with its
 * bracket. JQL's blanks are these four.
 */
const token =
  /(?<text>"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?)|(?<sign>!=|!~|<=|>=|&&|\|\||[!=~<>&|(),])|cf\[\s*\d+\s*\]|(?:\[(?:"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|[^\]"'])*\]?|[^ \t\r\n!=~<>&|(),"'[])+/gi;

/** In time that grows with the text only: what begins like one alternative and is another is seen within a few characters. */
export function tokensOf(jql: string): Token[] {
  return [...jql.matchAll(token)].map(({ 0: text, index, groups }) => ({
    kind:
      groups?.['text'] === undefined ? (groups?.['sign'] === undefined ? 'word' : 'sign') : 'text',
    text,
    from: index,
    to: index + text.length,
  }));
}

/** Whether the closing quotation mark is missing. */
export function isUnfinished({ kind, text }: Token): boolean {
  return kind === 'text' && !/^(["'])(?:\\[^]|(?!\1)[^\\])*\1$/.test(text);
}

interface State {
  expected: Expected;
  /** Open brackets of the list or the function's arguments that the text is in. */
  depth: number;
}

export function expectedAfter(tokens: readonly Token[]): Expected {
  const { expected, depth } = tokens.reduce(step, { expected: 'field', depth: 0 });
  return depth > 0 ? 'nothing' : expected;
}

function step({ expected, depth }: State, token: Token): State {
  const sign = token.kind === 'sign' ? token.text : undefined;
  if (depth > 0) {
    const inside = depth + (sign === '(' ? 1 : sign === ')' ? -1 : 0);
    return { expected: inside === 0 ? 'keyword' : 'nothing', depth: inside };
  }
  // Whatever was wrong before, a new clause begins here.
  if (isJoiner(token)) return { expected: 'field', depth };
  // A list, or a function's arguments: its name alone would have been a value.
  const opens = expected === 'list' || expected === 'arguments' || expected === 'keyword';
  if (opens && sign === '(') return { expected: 'nothing', depth: 1 };
  return { expected: after(expected, token), depth };
}

function isJoiner({ kind, text }: Token): boolean {
  return kind === 'word' ? /^(?:and|or)$/i.test(text) : /^(?:&&?|\|\|?)$/.test(text);
}

/**
 * Whether the grammar reads it as one field name. What is run together, such as `projectcf[1]not`, and what
 * holds an escape, it takes apart in ways of its own: then nothing can be said of what follows.
 */
function isOneName(text: string): boolean {
  return /^(?:["']|cf\[\s*\d+\s*\]$|[^[\]\\]+(?:\[[^\]]*\](?:\.[^[\]\\]*)?)?$)/i.test(text);
}

function after(expected: Expected, { kind, text }: Token): Expected {
  const isSign = kind === 'sign';
  const word = kind === 'word' ? text.toLowerCase() : undefined;
  switch (expected) {
    case 'field':
      // A negation or a group opens, and a clause is still to come.
      if (word === 'not' || (isSign && (text === '!' || text === '('))) return 'field';
      return isSign || word === 'order' || !isOneName(text) ? 'nothing' : 'operator';
    case 'operator':
      if (isSign) return text === '=' || text === '!=' ? 'value' : 'nothing';
      return word === 'in' ? 'list' : word === 'not' ? 'in' : 'nothing';
    case 'in':
      return word === 'in' ? 'list' : 'nothing';
    case 'value':
      return isSign ? 'nothing' : 'keyword';
    case 'list':
      // Instead of a list IN takes a function, and no single value.
      return kind === 'word' ? 'arguments' : 'nothing';
    case 'arguments':
      return 'nothing';
    case 'keyword':
      return isSign && text === ')' ? 'keyword' : 'nothing';
    case 'nothing':
      return 'nothing';
  }
}
