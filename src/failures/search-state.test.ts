import { expect, test } from 'vitest';
import { filterQuery, queryText } from './archive-client.ts';
import {
  chosenRange,
  failureKey,
  isFiltered,
  parseFailureKey,
  wholeRange,
} from './search-state.ts';
import { failuresSearch } from './search.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 2, 2, 8, 30);
const parse = (search: object) => failuresSearch.parse(search);

test('what makes no sense in the address becomes its default', () => {
  const healed = parse({ span: '5y', from: 'x', to: -1, webhook: 1.5, split: 3, group: 'all' });
  expect(healed).toEqual({ span: '72h', text: '', split: 'event', selected: '' });
});

test('what looks like a number or a truth value is still a text', () => {
  expect(parse({ text: 12, url: true, event: '' })).toMatchObject({
    text: '12',
    url: 'true',
    event: '',
  });
});

test('the time shown ends with the running hour, and reaches back to what is chosen', () => {
  const end = Date.UTC(2026, 2, 2, 9);
  expect(wholeRange(parse({}), now)).toEqual({ from: end - 72 * hour, to: end });
  const older = { from: end - 100 * hour, to: end - 90 * hour };
  expect(wholeRange(parse(older), now)).toEqual({ from: older.from, to: end });
  expect(wholeRange(parse({ to: end + 5 * hour }), now).to).toBe(end + 5 * hour);
});

test('one end that is chosen is a range to the end of the time shown', () => {
  const whole = { from: 0, to: 100 };
  expect(chosenRange(parse({}), whole)).toBeNull();
  expect(chosenRange(parse({ from: 5 }), whole)).toEqual({ from: 5, to: 100 });
  expect(chosenRange(parse({ to: 5 }), whole)).toEqual({ from: 0, to: 5 });
});

test('an empty event is a filter, an empty text is none', () => {
  expect(isFiltered(parse({}))).toBe(false);
  expect(isFiltered(parse({ event: '' }))).toBe(true);
  expect(isFiltered(parse({ text: '' }))).toBe(false);
  const query = filterQuery(parse({ event: '', text: '' }), { from: 1, to: 9 });
  expect(queryText(query)).toBe('?from=1&event=');
});

test('a failure is named by its time and its delivery, whatever that holds', () => {
  for (const id of ['a', 'a:b', '1', 'two\nlines', 'é/?#']) {
    expect(parseFailureKey(failureKey({ id, failureTime: now }))).toEqual({ id, failureTime: now });
  }
  for (const key of ['', 'x', '12', ':a', '12:', '1234567890123456:a']) {
    expect(parseFailureKey(key)).toBeUndefined();
  }
});
