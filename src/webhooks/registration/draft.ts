import { emptyForm, formValues, type FormValues } from './form-values.ts';

/** A half filled form, kept for this tab until it is sent. The key says what is being written. */
const keyOf = (key: string) => `registration-draft:${key}`;

export function readDraft(key: string): FormValues | undefined {
  try {
    const parsed = formValues.safeParse(JSON.parse(sessionStorage.getItem(keyOf(key)) ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Nothing kept, or storage that this browser refuses: the form begins empty.
    return undefined;
  }
}

export function keepDraft(key: string, values: FormValues): void {
  try {
    if (isBlank(values)) sessionStorage.removeItem(keyOf(key));
    else sessionStorage.setItem(keyOf(key), JSON.stringify(values));
  } catch {
    // A full or refused storage costs the draft, not the form.
  }
}

/** What was written has become a webhook. */
export function forgetDraft(key: string): void {
  keepDraft(key, emptyForm());
}

/** Whether there is nothing that anybody would miss. */
export function isBlank(values: FormValues): boolean {
  const { webhooks } = emptyForm();
  return JSON.stringify(values.webhooks) === JSON.stringify(webhooks);
}
