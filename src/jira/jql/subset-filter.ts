/** Filters that Jira documents as supported, made by chance: for property tests. */
import * as fc from 'fast-check';

const anyCase = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) =>
      word.replaceAll(/./g, (letter, at: number) => (upper[at] ? letter.toUpperCase() : letter)),
    );

const field = fc.oneof(
  fc
    .constantFrom('issuekey', 'project', 'issuetype', 'status', 'assignee', 'reporter')
    .chain(anyCase),
  fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9]{3,6}x$/), fc.stringMatching(/^[a-z][a-z0-9]{3,6}x$/))
    .map(([key, path]) => `issue.property[${key}].${path}`),
);

const quoted = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);

/** `x` at the end keeps clear of JQL's reserved words. */
const value = fc.oneof(
  fc.stringMatching(/^[A-Z][A-Z0-9]{1,6}X-[1-9][0-9]{0,4}$/),
  fc.stringMatching(/^[a-z][a-z0-9]{3,8}x$/),
  quoted,
);

const space = fc.constantFrom(' ', '  ', '\n', ' \t ');

const clause = fc.oneof(
  fc
    .tuple(
      field,
      fc.constantFrom('=', '!='),
      fc.oneof(value, anyCase('empty'), anyCase('null')),
      space,
    )
    .map(([field, operator, value, space]) => [field, operator, value].join(space)),
  fc
    .tuple(
      field,
      fc.oneof(anyCase('in'), anyCase('not in')),
      fc.array(value, { minLength: 1, maxLength: 4 }),
      space,
    )
    .map(([field, operator, values, space]) =>
      [field, operator, `(${values.join(`,${space}`)})`].join(space),
    ),
);

export const subsetFilter = fc
  .tuple(
    clause,
    fc.array(fc.tuple(fc.constantFrom('and', 'or').chain(anyCase), clause), { maxLength: 4 }),
  )
  .map(([first, more]) => more.reduce((text, [join, next]) => `${text} ${join} ${next}`, first));
