import * as z from 'zod/mini';
import { findEvent, isRegistrable } from '../../jira/events.ts';
import {
  registrationRequest,
  type RegistrationRequest,
  type WebhookDetails,
} from '../../jira/wire.ts';
import type { Prefill } from '../prefill.ts';

/** One webhook as the form holds it: what is not offered now is kept, in case its event is chosen again. */
const webhookValues = z.object({
  events: z.array(z.string()),
  jqlFilter: z.string(),
  fieldIds: z.array(z.string()),
  propertyKeys: z.array(z.string()),
});
export type WebhookValues = z.output<typeof webhookValues>;

export const formValues = z.object({ url: z.string(), webhooks: z.array(webhookValues) });
export type FormValues = z.output<typeof formValues>;

export const emptyWebhook: WebhookValues = {
  events: [],
  jqlFilter: '',
  fieldIds: [],
  propertyKeys: [],
};

export const emptyForm = (url = ''): FormValues => ({ url, webhooks: [emptyWebhook] });

/** Which filters apply to the chosen events (Jira's REST docs, `WebhookDetails`). */
export function filtersFor(events: readonly string[]) {
  const known = events.map(findEvent);
  return {
    jql: known.some((event) => event?.jql),
    fieldIds: known.some((event) => event?.fieldIds),
    propertyKeys: known.some((event) => event?.propertyKeys),
  };
}

/** The wire shape: a filter that applies to none of the events is left out. */
export function toDetails(values: WebhookValues): WebhookDetails {
  const offered = filtersFor(values.events);
  return {
    events: values.events,
    jqlFilter: values.jqlFilter.trim(),
    ...(offered.fieldIds && values.fieldIds.length > 0 && { fieldIdsFilter: values.fieldIds }),
    ...(offered.propertyKeys &&
      values.propertyKeys.length > 0 && { issuePropertyKeysFilter: values.propertyKeys }),
  };
}

export function toRequest(values: FormValues): RegistrationRequest {
  return registrationRequest.parse({
    url: values.url.trim(),
    webhooks: values.webhooks.map(toDetails),
  });
}

/** The form that would register the same. */
export function fromDetails({ url, webhooks }: Prefill): FormValues {
  return {
    url: url ?? '',
    webhooks: webhooks.map((details) => ({
      events: details.events.filter(isRegistrable),
      jqlFilter: details.jqlFilter,
      fieldIds: details.fieldIdsFilter ?? [],
      propertyKeys: details.issuePropertyKeysFilter ?? [],
    })),
  };
}

/** A pasted list, however it was separated: spaces, commas, semicolons, lines, quotes. No entry twice. */
export function splitEntries(text: string): string[] {
  return [...new Set(text.split(/[\s,;"'[\]]+/).filter(Boolean))];
}
