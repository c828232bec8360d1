/**
 * Sending the body of an archived failure again, as
 * `/api/connections/{id}/failures/{delivery}/{failureTime}/resend` does. Not a part of Jira's API, which
 * cannot repeat a delivery.
 */
import * as z from 'zod/mini';

/** How much of an answer is kept. */
export const mostAnswerBytes = 16 * 1024;

/** `POST …/resend`: what is asked for. `attempt` is chosen by whoever asks, so that an act that comes twice is carried out once. */
export interface ResendRequest {
  url: string;
  /** A UUID. */
  attempt?: string | undefined;
}

export const resendOutcome = z.union([
  z.object({ state: z.literal('sending') }),
  /** The receiver answered, whatever it said. A redirect is an answer: it was not followed. */
  z.object({
    state: z.literal('answered'),
    status: z.int(),
    /** Name and value, as they came. */
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    body: z.string(),
    /** `cut`: longer than what is kept. `compressed`: not unpacked, so not shown. */
    bodyEnd: z.enum(['whole', 'cut', 'broken-off', 'compressed']),
    durationMs: z.int(),
  }),
  /** By the console: nothing was sent. */
  z.object({ state: z.literal('refused'), reason: z.string() }),
  /** There was no connection: nothing can have arrived. */
  z.object({ state: z.literal('failed'), reason: z.string(), durationMs: z.int() }),
  /** It was sent, in part at least, and no answer came: it may have arrived. */
  z.object({ state: z.literal('unknown'), reason: z.string() }),
]);
export type ResendOutcome = z.output<typeof resendOutcome>;

export const resendAttempt = z.object({
  id: z.string(),
  url: z.string(),
  startedAt: z.int(),
  /** Whether it carries the `Authorization` of a delivery. */
  signed: z.boolean(),
  outcome: resendOutcome,
});
export type ResendAttempt = z.output<typeof resendAttempt>;

/** `POST …/resend`. */
export const resendAnswer = z.object({
  attempt: resendAttempt,
  /** This attempt was made before: nothing was sent by this call. */
  known: z.boolean(),
});
export type ResendAnswer = z.output<typeof resendAnswer>;

/** `GET …/attempts`: the newest first. */
export const resendAttempts = z.object({
  attempts: z.array(resendAttempt),
  /** Whether the console has the secret that this connection's deliveries are signed with. */
  canSign: z.boolean(),
  /** Why it can't: nobody knows how (OAuth), nobody has said for whom, or it failed elsewhere than at the app. */
  whyUnsigned: z.optional(z.enum(['undocumented', 'not-set-up', 'other-address'])),
});
export type ResendAttempts = z.output<typeof resendAttempts>;

/** A signature is for the receiver that the delivery was for, and for nobody else. */
export function isForSameReceiver(url: string, failedUrl: string): boolean {
  const [one, other] = [URL.parse(url), URL.parse(failedUrl)];
  return one !== null && one.protocol === 'https:' && one.origin === other?.origin;
}
