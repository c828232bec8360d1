/**
 * What Jira answers to a filter it refuses. `verified` sentences were seen word for word on real sites or
 * in Atlassian's documentation. Nobody has established the others: they live here and nowhere else, so
 * that they can be mended in one place.
 */
import { deepestFilter, longestFilter } from './bounds.ts';

export interface RefusalText {
  message: string;
  verified: boolean;
}

export const refusals = {
  empty: { message: 'Empty JQL search not supported', verified: true },
  field: (name: string) => ({ message: `The clause ${name} is unsupported`, verified: true }),
  operator: (name: string) => ({ message: `Operator ${name} is unsupported`, verified: true }),
  /** An ORDER BY with no condition in front of it. */
  onlyOrder: { message: 'Empty JQL search not supported', verified: false },
  noPropertyKey: {
    message: 'The clause issue.property needs a property key: issue.property[key].path',
    verified: false,
  },
  endsEarly: {
    message: 'Error in the JQL query: it ends where more is expected.',
    verified: false,
  },
  openQuote: (character: number) => ({
    message: `Error in the JQL query: the quoted text that begins at character ${character} has no end.`,
    verified: false,
  }),
  unexpected: (text: string, character: number) => ({
    message: `Error in the JQL query: '${text}' is not expected at character ${character}.`,
    verified: false,
  }),
  'too long': {
    message: `The JQL filter is longer than ${longestFilter.toLocaleString('en-US')} characters.`,
    verified: false,
  },
  'too deep': {
    message: `The JQL filter nests parentheses or negations more than ${deepestFilter} deep.`,
    verified: false,
  },
} as const satisfies Record<string, RefusalText | ((...parts: never[]) => RefusalText)>;

/** Our own words on what may or may not be accepted. */
export const remarks = {
  priority:
    'Atlassian’s guide is said to list priority, the API specification does not. Jira may refuse it.',
  alias: (alias: string, name: string) =>
    `The specification names this field ${name}. Whether Jira accepts ${alias} here is not known.`,
  customField:
    'Of custom fields Jira supports only the epic label here. Whether this id is that field can only be seen in Jira.',
  function: (name: string) =>
    `Whether Jira accepts a function such as ${name}() in a webhook filter is not known.`,
  emptyInList: 'EMPTY is known to work with = and !=. Whether it works inside a list is not known.',
  nestedList: 'Whether Jira accepts a list inside a list in a webhook filter is not known.',
  not: 'Whether Jira accepts NOT in a webhook filter is not known. != and NOT IN are accepted.',
  parentheses: 'Whether Jira accepts parentheses in a webhook filter is not known.',
  orderBy: 'A webhook filter has no order. Whether Jira accepts ORDER BY here is not known.',
} as const;
