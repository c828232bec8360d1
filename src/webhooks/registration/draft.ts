import { emptyForm, formValues, type FormValues } from './form-values.ts';

/** A half filled form, kept for this tab until it is sent or thrown away. */
const keyOf = (connectionId: string) => `registration-draft:${connectionId}`;

export function readDraft(connectionId: string): FormValues | undefined {
  try {
    const parsed = formValues.safeParse(
      JSON.parse(sessionStorage.getItem(keyOf(connectionId)) ?? ''),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Nothing kept, or storage that this browser refuses: the form begins empty.
    return undefined;
  }
}

export function keepDraft(connectionId: string, values: FormValues): void {
  try {
    if (isBlank(values)) sessionStorage.removeItem(keyOf(connectionId));
    else sessionStorage.setItem(keyOf(connectionId), JSON.stringify(values));
  } catch {
    // A full or refused storage costs the draft, not the form.
  }
}

/** Whether there is nothing that anybody would miss. */
export function isBlank(values: FormValues): boolean {
  const { webhooks } = emptyForm();
  return JSON.stringify(values.webhooks) === JSON.stringify(webhooks);
}
