/**
 * A webhook's body, as far as matching needs it, read leniently: what has an unexpected shape counts as
 * absent, since a matcher can answer "unknown" and a person may paste anything.
 */
import * as z from 'zod/mini';

/** A part that is absent where it is missing or not of this shape. */
function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.catch(z.optional(schema), undefined);
}

const text = lenient(z.string());
/** Jira sends ids as strings or numbers. */
const id = lenient(
  z.union([
    z.string(),
    z.pipe(
      z.number(),
      z.transform((number) => String(number)),
    ),
  ]),
);
const bag = lenient(z.record(z.string(), z.unknown()));

const webhookPayload = z.object({
  webhookEvent: text,
  issue: lenient(z.object({ id, key: text, fields: bag, properties: bag })),
  changelog: lenient(
    z.object({ items: lenient(z.array(z.catch(z.object({ fieldId: text }), {}))) }),
  ),
  property: lenient(z.object({ key: text, value: z.optional(z.unknown()) })),
});

/** An event as its payload tells it. Every part may be missing. */
export type WebhookPayload = z.output<typeof webhookPayload>;
export type PayloadIssue = NonNullable<WebhookPayload['issue']>;

/** Reads any JSON value; what is no payload at all is read as one that says nothing. */
export function readEvent(json: unknown): WebhookPayload {
  const parsed = webhookPayload.safeParse(json);
  return parsed.success ? parsed.data : {};
}
