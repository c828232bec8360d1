import { Plus } from 'lucide-react';
import { use, useEffect, useState, type ReactNode } from 'react';
import { Controller, useFieldArray, useForm } from 'react-hook-form';
import type { ListedWebhook } from '../../jira/client.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { RegistrationRequest, WebhookDetails } from '../../jira/wire.ts';
import { Button, ReadOnly } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { keepDraft } from './draft.ts';
import { emptyWebhook, toDetails, toRequest, type FormValues } from './form-values.ts';
import { findOverlap } from './overlap.ts';
import { Quota } from './quota.tsx';
import styles from './registration.module.css';
import { adviseUrl } from './url-advice.ts';
import { UrlField } from './url-field.tsx';
import { formResolver } from './validate.ts';
import { WebhookFields, type OpenOutcome } from './webhook-fields.tsx';

export interface TryItRegistration {
  label: string;
  details: WebhookDetails;
}

/** What the pages around the form have to say to it. */
export interface RegistrationFormProps {
  connection: ConnectionSummary;
  /** Undefined while the list is not known: quota and doubles cannot be told then. */
  listed: readonly ListedWebhook[] | undefined;
  initial: FormValues;
  draftKey: string;
  /** The webhook that is to be replaced: the form holds one webhook, and the old one does not count. */
  replacing?: ListedWebhook;
  outcomes: ReadonlyMap<string, OpenOutcome>;
  /** Entries that left the form because they exist now. */
  createdKeys: ReadonlySet<string>;
  /** Why nothing may be sent now. */
  unavailable: string | undefined;
  submitLabel: (count: number) => string;
  onSubmit: (request: RegistrationRequest, keys: readonly string[]) => void;
  onEdit: (key: string) => void;
  onDirty: (isDirty: boolean) => void;
  /** What the values as they stand call for to be said before they are sent. */
  renderNotice?: (values: FormValues) => ReactNode;
  renderSample: (event: string) => ReactNode;
  renderTryIt: (registrations: readonly TryItRegistration[]) => ReactNode;
}

/** One URL and one or more webhooks, as Jira's request is. */
export function RegistrationForm(props: RegistrationFormProps) {
  const { connection, listed = [], initial, draftKey, replacing, createdKeys } = props;
  const others = replacing ? listed.filter(({ id }) => id !== replacing.id) : listed;
  const advise = (url: string) => adviseUrl(url, connection, others);
  const form = useForm<FormValues>({
    defaultValues: initial,
    resolver: (values, context, options) => formResolver(advise)(values, context, options),
  });
  const { control } = form;
  const webhooks = useFieldArray({ control, name: 'webhooks' });
  const values = form.watch();
  const [sample, setSample] = useState<string>();
  const readOnly = use(ReadOnly);
  const unavailable = readOnly ?? props.unavailable;
  useKeptDraft(draftKey, values, form.formState.isDirty, props.onDirty);

  const { fields, remove, append } = webhooks;
  useEffect(() => {
    const gone = fields.flatMap(({ id }, index) => (createdKeys.has(id) ? [index] : []));
    if (gone.length === 0) return;
    remove(gone);
    // A form without a webhook has nothing to write in.
    if (gone.length === fields.length) append(emptyWebhook, { shouldFocus: false });
  }, [createdKeys, fields, remove, append]);

  const adding = values.webhooks.length - (replacing ? 1 : 0);
  return (
    <div className={styles.columns}>
      <form
        className={styles.form}
        aria-label="Registration"
        noValidate
        onSubmit={(event) => {
          if (unavailable !== undefined) event.preventDefault();
          else
            void form.handleSubmit((sent) =>
              props.onSubmit(
                toRequest(sent),
                fields.map(({ id }) => id),
              ),
            )(event);
        }}
      >
        <Controller
          control={control}
          name="url"
          render={({ field, fieldState: { error } }) => (
            <UrlField
              {...field}
              error={error?.message ?? urlRefusal(props.outcomes)}
              advice={advise(field.value)}
            />
          )}
        />
        {fields.map(({ id }, index) => (
          <WebhookFields
            key={id}
            control={control}
            index={index}
            outcome={props.outcomes.get(id)}
            overlapOf={(details) => overlapWords(details, index, values, others)}
            onEdit={() => props.onEdit(id)}
            onSample={setSample}
            onCopy={
              replacing
                ? undefined
                : () => webhooks.insert(index + 1, form.getValues(`webhooks.${index}`))
            }
            onRemove={fields.length > 1 ? () => remove(index) : undefined}
          />
        ))}
        {props.renderNotice?.(values)}
        <div className={styles.send}>
          {!replacing && (
            <Button
              icon={<Plus size={16} aria-hidden />}
              onClick={() => append(emptyWebhook, { shouldFocus: false })}
            >
              Add another webhook
            </Button>
          )}
          <Button type="submit" appearance="primary" unavailable={unavailable}>
            {props.submitLabel(fields.length)}
          </Button>
          <Quota
            used={props.listed?.length}
            adding={adding}
            limit={connection.limit}
            kind={connection.kind}
          />
        </div>
      </form>
      <aside className={styles.side} aria-label="Try it">
        <header>
          <h2>Try it</h2>
          <p className={styles.intro}>Would Jira send an event to the webhooks of this form?</p>
        </header>
        {props.renderTryIt(
          values.webhooks.map((webhook, index) => ({
            label: `Webhook ${index + 1}`,
            details: toDetails(webhook),
          })),
        )}
      </aside>
      {sample !== undefined && (
        <Dialog
          title={`Sample of ${sample}`}
          onClose={() => setSample(undefined)}
          actions={<Button onClick={() => setSample(undefined)}>Close</Button>}
        >
          {props.renderSample(sample)}
        </Dialog>
      )}
    </div>
  );
}

/** Keeps what is written for this tab, as it is written. */
function useKeptDraft(
  draftKey: string,
  values: FormValues,
  isDirty: boolean,
  onDirty: (isDirty: boolean) => void,
): void {
  useEffect(() => {
    if (isDirty) keepDraft(draftKey, values);
  }, [draftKey, values, isDirty]);
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
}

function urlRefusal(outcomes: ReadonlyMap<string, OpenOutcome>): string | undefined {
  for (const outcome of outcomes.values()) {
    if (outcome.kind !== 'refused') continue;
    const told = outcome.errors.find((message) => /\bURL\b/i.test(message));
    if (told !== undefined) return `Jira answered: ${told}`;
  }
  return undefined;
}

function overlapWords(
  details: WebhookDetails,
  index: number,
  values: FormValues,
  listed: readonly ListedWebhook[],
): string | undefined {
  const url = values.url.trim();
  const doubled = findOverlap(details, url, listed);
  if (doubled) {
    return `Webhook ${doubled.other.id} already sends ${doubled.events.join(', ')} to this URL.`;
  }
  const earlier = values.webhooks
    .slice(0, index)
    .map((webhook, place) => ({ ...toDetails(webhook), url, place: place + 1 }));
  const inForm = findOverlap(details, url, earlier);
  return (
    inForm &&
    `Webhook ${inForm.other.place} of this form sends ${inForm.events.join(', ')} to this URL too.`
  );
}
