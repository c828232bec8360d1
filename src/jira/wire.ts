/**
 * The wire of the five webhook operations, both directions. What Jira sends is read leniently where
 * the documented schema and the working clients disagree; what we send is exact.
 */
import * as z from 'zod/mini';
import { parseJiraDate } from './dates.ts';

/** A registration's id: unique only within (user, app, site). Not to be mixed with a delivery's id. */
export type WebhookId = number & z.core.$brand<'WebhookId'>;
/** `X-Atlassian-Webhook-Identifier`: names one delivery of one event, the same over its retries. */
export type DeliveryId = string & z.core.$brand<'DeliveryId'>;

const int64 = z.number().check(z.int());
export const webhookId = z
  .number()
  .check(z.int(), z.nonnegative())
  .brand<'WebhookId'>() satisfies z.ZodMiniType<WebhookId>;
const deliveryId = z.string().brand<'DeliveryId'>();

/**
 * Read as milliseconds since the epoch. The schema says int64, every example and working client says
 * the string of {@link parseJiraDate}: both are accepted.
 */
const expirationDate = z.pipe(
  z.union([int64, z.string()]),
  z.transform((value, context) => {
    const milliseconds = typeof value === 'number' ? value : parseJiraDate(value);
    if (milliseconds !== undefined && Math.abs(milliseconds) <= 8.64e15) return milliseconds;
    context.issues.push({ code: 'custom', message: 'not a date that Jira writes', input: value });
    return z.NEVER;
  }),
);

/**
 * A registered dynamic webhook as listed. `url` is absent on older answers (it came in 2025), and
 * `events` may name what this program does not know yet, so it stays a list of strings.
 */
export const webhook = z.object({
  id: webhookId,
  url: z.optional(z.string()),
  events: z.array(z.string()),
  jqlFilter: z._default(z.string(), ''),
  fieldIdsFilter: z.optional(z.array(z.string())),
  issuePropertyKeysFilter: z.optional(z.array(z.string())),
  expirationDate: z.optional(expirationDate),
});
export type Webhook = z.output<typeof webhook>;

/** `GET /rest/api/3/webhook`: one page. The entries stay raw here, so that they can also be shown as sent. */
export const webhookPage = z.object({
  values: z.array(z.unknown()),
  startAt: z.optional(int64),
  maxResults: z.optional(int64),
  total: z.optional(int64),
  isLast: z.optional(z.boolean()),
});

/** One webhook of a registration request. Absent filters mean: all fields, all properties. */
export const webhookDetails = z.strictObject({
  events: z.array(z.string()),
  jqlFilter: z.string(),
  fieldIdsFilter: z.optional(z.array(z.string())),
  issuePropertyKeysFilter: z.optional(z.array(z.string())),
});
export type WebhookDetails = z.output<typeof webhookDetails>;

/** `POST /rest/api/3/webhook`. */
export const registrationRequest = z.strictObject({
  url: z.string(),
  webhooks: z.array(webhookDetails),
});
export type RegistrationRequest = z.output<typeof registrationRequest>;

/** One result per requested webhook, in request order: a refusal hides inside a 200. */
export const registrationResult = z.union([
  z.object({ createdWebhookId: webhookId }),
  z.object({ errors: z.array(z.string()) }),
]);
export type RegistrationResult = z.output<typeof registrationResult>;
export const registrationResponse = z.object({
  webhookRegistrationResult: z.array(registrationResult),
});

/** The body of DELETE and of `PUT …/refresh`. */
export const webhookIdsRequest = z.strictObject({ webhookIds: z.array(webhookId) });

/** `PUT …/refresh`: one date for all, and no word of which ids it holds for. */
export const refreshResponse = z.object({ expirationDate });

/**
 * A delivery that Jira gave up. `body` is the payload as an opaque string (sometimes dropped), shown as
 * the text it is: parsing would lose big integers and doubled keys.
 */
export const failedWebhook = z.object({
  id: deliveryId,
  url: z.string(),
  failureTime: int64,
  body: z.optional(z.string()),
});
export type FailedWebhook = z.output<typeof failedWebhook>;

/** `GET …/failed`: oldest first; `next` is present whenever the page has a value. */
export const failedPage = z.object({
  values: z.array(failedWebhook),
  maxResults: z.optional(int64),
  next: z.optional(z.string()),
});
export type FailedPage = z.output<typeof failedPage>;

/**
 * Jira's error body. The gateway in front of Jira answers `{code, message}` instead, and both may lack
 * any part, so each part is optional.
 */
export const errorCollection = z.object({
  errorMessages: z.optional(z.array(z.string())),
  errors: z.optional(z.record(z.string(), z.string())),
  message: z.optional(z.string()),
});
export interface ErrorCollection {
  errorMessages: string[];
  errors: Record<string, string>;
}
