import * as z from 'zod/mini';
import { failureGroupings, histogramSplits } from '../jira/failure-views.ts';

/** How far back the screen looks. 72 hours is as far as Jira itself remembers. */
export const spans = ['24h', '72h', '7d', '30d', '90d'] as const;
export type Span = (typeof spans)[number];

/** The router reads `?text=12` as a number, and `?text=true` as a boolean. */
const text = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));
const healing = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const whole = (most: number) =>
  z.pipe(
    z.int(),
    z.transform((number, context) => {
      if (number >= 0 && number <= most) return number;
      context.issues.push({ code: 'custom', input: number });
      return z.NEVER;
    }),
  );
const time = whole(999_999_999_999_999);

/**
 * The state of the screen, as it stands in the address. A value that makes no sense becomes its default:
 * an address heals, it never breaks the screen. Times are milliseconds since 1970.
 */
export const failuresSearch = z.object({
  span: z.catch(z._default(z.enum(spans), '72h'), '72h'),
  /** A part of the span, chosen in the histogram; `to` is not included. */
  from: healing(time),
  to: healing(time),
  url: healing(text),
  /** Empty: those whose event is not known. The same for `project`. */
  event: healing(text),
  project: healing(text),
  webhook: healing(whole(Number.MAX_SAFE_INTEGER)),
  /** Somewhere in the body. */
  text: z.catch(z._default(text, ''), ''),
  split: z.catch(z._default(z.enum(histogramSplits), 'event'), 'event'),
  /** What the failures are counted by, instead of listed one by one. */
  group: healing(z.enum(failureGroupings)),
  /** The failure whose body is open, as `failureKey` names it. */
  open: healing(text),
  /** What it is compared with: another failure, named likewise, or a choice of the viewer's own. */
  compare: healing(text),
  /** Those chosen for an export, named likewise, with spaces between. */
  selected: z.catch(z._default(text, ''), ''),
});
export type FailuresSearch = z.output<typeof failuresSearch>;
export const failuresSearchDefaults = {
  span: '72h',
  text: '',
  split: 'event',
  selected: '',
} as const satisfies Partial<FailuresSearch>;
