import type { FieldErrors, Resolver } from 'react-hook-form';
import type { UrlAdvice } from './url-advice.ts';
import type { FormValues } from './form-values.ts';

/** Only what makes the request senseless holds it back; what Jira may refuse in one webhook is Jira's to say. */
export function validateForm(
  values: FormValues,
  advise: (url: string) => UrlAdvice | undefined,
): FieldErrors<FormValues> {
  const errors: FieldErrors<FormValues> = {};
  const url = values.url.trim();
  if (url === '') {
    errors.url = { type: 'required', message: 'Say where Jira is to send the events.' };
  } else if (!URL.canParse(url) || !url.startsWith('https:')) {
    errors.url = { type: 'url', message: advise(url)?.message ?? 'This is no HTTPS URL.' };
  }
  const webhooks = values.webhooks.map(({ events }) =>
    events.length === 0
      ? { events: { type: 'required', message: 'Choose at least one event.' } }
      : undefined,
  );
  if (webhooks.some((webhook) => webhook !== undefined)) {
    Object.assign(errors, { webhooks });
  }
  return errors;
}

export function formResolver(advise: (url: string) => UrlAdvice | undefined): Resolver<FormValues> {
  return (values) => {
    const errors = validateForm(values, advise);
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
  };
}

/** The field that a refusal of Jira's speaks of; its sentences name no field. */
export function fieldOf(message: string): 'url' | 'jqlFilter' | 'events' | 'webhook' {
  if (/\bURL\b/i.test(message)) return 'url';
  if (/\b(?:clause|operator|JQL)\b/i.test(message)) return 'jqlFilter';
  return /\bevents?\b/i.test(message) ? 'events' : 'webhook';
}
