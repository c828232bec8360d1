import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJiraDate, parseJiraDate } from './dates.ts';

describe('the dates of Jira', () => {
  test.each([
    ['2019-06-01T12:42:30.000+0000', 1_559_392_950_000],
    ['2019-06-01T12:42:30.000Z', 1_559_392_950_000],
    ['2019-06-01T12:42:30+0000', 1_559_392_950_000],
    ['2019-06-01T15:42:30.000+0300', 1_559_392_950_000],
    ['2019-06-01T15:42:30.000+03:00', 1_559_392_950_000],
    ['2019-06-01T07:12:30.000-0530', 1_559_392_950_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseJiraDate(text)).toBe(milliseconds);
  });

  test.each([
    '',
    'soon',
    '2019-06-01',
    '2019-06-01T12:42:30.000',
    '2019-13-01T12:42:30.000+0000',
    '2019-06-01T25:42:30.000+0000',
    '2019-06-01 12:42:30.000+0000',
    '1559392950000',
    ' 2019-06-01T12:42:30.000+0000',
    '2019-06-01T12:42:30.000+0000\n',
  ])('does not read %j as a date', (text) => {
    expect(parseJiraDate(text)).toBeUndefined();
  });

  test('writes the form of Atlassian’s own example', () => {
    expect(formatJiraDate(1_559_392_950_000)).toBe('2019-06-01T12:42:30.000+0000');
  });

  test('what is written is read back the same', () => {
    const fourDigitYears = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fourDigitYears, (date) => {
        expect(parseJiraDate(formatJiraDate(date.getTime()))).toBe(date.getTime());
      }),
    );
  });

  test('reading never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseJiraDate(text)).not.toThrow();
      }),
    );
  });

  test('what is no instant cannot be written', () => {
    expect(() => formatJiraDate(Number.NaN)).toThrow(RangeError);
    expect(() => formatJiraDate(8.7e15)).toThrow(RangeError);
  });
});
