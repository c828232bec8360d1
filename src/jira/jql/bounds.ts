/**
 * A filter comes from strangers, and the parser recurses. These bounds are ours, not Jira's, and far
 * beyond any filter that a person or an app writes.
 */
export const longestFilter = 50_000;
export const deepestFilter = 100;

/** Why a filter is not even parsed, or undefined. */
export function tooMuch(text: string): 'too long' | 'too deep' | undefined {
  if (text.length > longestFilter) return 'too long';
  let depth = 0;
  let negations = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (/^(?:!|not)$/i.test(token)) negations++;
    if (depth > deepestFilter || negations > deepestFilter) return 'too deep';
  }
  return undefined;
}

/** Quoted text first, so that what is inside counts for nothing; then operators that are no negations. */
const tokens =
  /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|!=|!~|\b(?:is|was)\s+not\b|\bnot\s+in\b|(?<![\w.-])not(?![\w.-])|[!()]/gis;
