import { Copy, Trash2 } from 'lucide-react';
import { Controller, useWatch, type Control } from 'react-hook-form';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ChipsField } from './chips-field.tsx';
import { EventPicker } from './event-picker.tsx';
import { filtersFor, toDetails, type FormValues } from './form-values.ts';
import { JqlField } from './jql-field.tsx';
import type { ItemOutcome } from './register.ts';
import { fieldOf } from './validate.ts';
import type { WebhookDetails } from '../../jira/wire.ts';
import styles from './registration.module.css';

export type OpenOutcome = Exclude<ItemOutcome, { kind: 'created' }>;

interface WebhookFieldsProps {
  control: Control<FormValues>;
  index: number;
  /** What became of it when it was last sent, until it is edited. */
  outcome: OpenOutcome | undefined;
  /** A sentence on what it doubles, if anything. */
  overlapOf: (details: WebhookDetails) => string | undefined;
  onEdit: () => void;
  onSample: (event: string) => void;
  onCopy: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

/** One webhook of the request: its events, its filters, and what Jira said of it. */
export function WebhookFields({
  control,
  index,
  outcome,
  overlapOf,
  onEdit,
  onSample,
  onCopy,
  onRemove,
}: WebhookFieldsProps) {
  const values = useWatch({ control, name: `webhooks.${index}` });
  const offered = filtersFor(values.events);
  const errors = outcome?.kind === 'refused' ? outcome.errors : [];
  const ofField = (field: string) =>
    errors.filter((message) => fieldOf(message) === field).join(' ');
  const overlap = values.events.length > 0 ? overlapOf(toDetails(values)) : undefined;
  return (
    <section className={styles.webhook} aria-label={`Webhook ${index + 1} of the request`}>
      <header className={styles.webhookHead}>
        <h2>Webhook {index + 1}</h2>
        <span className={styles.webhookActions}>
          {onCopy && (
            <Button appearance="subtle" icon={<Copy size={16} aria-hidden />} onClick={onCopy}>
              Duplicate
            </Button>
          )}
          {onRemove && (
            <IconButton
              label={`Remove webhook ${index + 1} from the form`}
              icon={<Trash2 size={16} aria-hidden />}
              onClick={onRemove}
            />
          )}
        </span>
      </header>
      <OutcomeNote outcome={outcome} general={ofField('webhook')} />
      <Controller
        control={control}
        name={`webhooks.${index}.events`}
        render={({ field, fieldState: { error } }) => (
          <EventPicker
            chosen={field.value}
            error={error?.message ?? (ofField('events') || undefined)}
            onChange={(events) => {
              onEdit();
              field.onChange(events);
            }}
            onSample={onSample}
          />
        )}
      />
      <Controller
        control={control}
        name={`webhooks.${index}.jqlFilter`}
        render={({ field }) => (
          <JqlField
            value={field.value}
            applies={offered.jql || values.events.length === 0}
            serverError={ofField('jqlFilter') || undefined}
            onChange={(jql) => {
              onEdit();
              field.onChange(jql);
            }}
          />
        )}
      />
      {offered.fieldIds && (
        <Controller
          control={control}
          name={`webhooks.${index}.fieldIds`}
          render={({ field }) => (
            <ChipsField
              label="Only when one of these fields changes"
              hint="Field ids such as summary or customfield_10029. Empty: any field. For jira:issue_updated only."
              entries={field.value}
              onChange={field.onChange}
            />
          )}
        />
      )}
      {offered.propertyKeys && (
        <Controller
          control={control}
          name={`webhooks.${index}.propertyKeys`}
          render={({ field }) => (
            <ChipsField
              label="Only for these issue properties"
              hint="Property keys. Empty: any property. For issue_property_set and issue_property_deleted only."
              entries={field.value}
              onChange={field.onChange}
            />
          )}
        />
      )}
      {overlap !== undefined && (
        <Banner tone="warning" title="The same events would arrive twice">
          <p>{overlap}</p>
        </Banner>
      )}
    </section>
  );
}

function OutcomeNote({ outcome, general }: { outcome: OpenOutcome | undefined; general: string }) {
  switch (outcome?.kind) {
    case undefined:
      return null;
    case 'refused':
      return (
        <Banner tone="danger" title="Jira refused this webhook">
          {general !== '' && <p>{general}</p>}
        </Banner>
      );
    case 'unseen':
      return (
        <Banner tone="warning" title="Not registered, as far as the list shows">
          <p>
            {outcome.because} The list was read afterwards and does not hold it: it can be sent
            again.
          </p>
        </Banner>
      );
    case 'unknown':
      return (
        <Banner tone="warning" title="Unknown whether it is registered">
          <p>{outcome.because}</p>
        </Banner>
      );
  }
}
