import { visibleText } from '../../jira/visible-text.ts';
import type { Answer } from './site.ts';

export type Report = ReturnType<typeof createReport>;

/** One line for each point. What is told of an answer must hold nothing personal: see {@link withoutNames}. */
export function createReport(print: (line: string) => void) {
  const counts = { agreed: 0, differs: 0, 'not seen': 0 };
  function point(kind: keyof typeof counts, about: string, note?: string): void {
    counts[kind] += 1;
    print(visibleText(`${kind.padEnd(9)} ${about}${note === undefined ? '' : `: ${note}`}`));
  }
  return {
    counts: () => ({ ...counts }),
    agreed: (about: string) => point('agreed', about),
    notSeen: (about: string, why: string) => point('not seen', about, why),
    differs(about: string, expected: string, came: string): void {
      point('differs', about, `expected ${expected}, came ${came}`);
    },
    /** `came` is told only where it is not as expected. */
    expect(about: string, isSo: boolean, expected: string, came: string): void {
      if (isSo) this.agreed(about);
      else this.differs(about, expected, came);
    },
  };
}

/** A text of Jira's without what might name a person, a site or a secret address. */
export function withoutNames(text: string): string {
  return text
    .replaceAll(/\bhttps?:\/\/\S+/gi, '<URL>')
    .replaceAll(/[^\s@]+@[^\s@]+/g, '<address>')
    .slice(0, 300);
}

/** What kind of value it is: the digits of a text are hidden, and a text that is no date is not shown. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return value === undefined ? 'nothing' : `a ${typeof value}`;
  return /^[\d:.TZ+-]{1,40}$/.test(value) ? `“${value.replaceAll(/\d/g, '9')}”` : 'a text';
}

export const dayMs = 86_400_000;

/** Where a date is right, it has this shape. */
export const jiraDateShape = '“9999-99-99T99:99:99.999+9999”';

/** An answer in a few words: Jira's own, where it refused. */
export function wordsOf({ status, messages, json }: Answer): string {
  return messages.length > 0 ? `${status} ${quoted(messages)}` : `${status} with ${kindOf(json)}`;
}

export const quoted = (words: readonly string[]) =>
  words.map((word) => `“${withoutNames(word)}”`).join(' ');
