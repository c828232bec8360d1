import { CircleAlert } from 'lucide-react';
import { useEffect, useId } from 'react';
import { Controller, useForm, type Resolver } from 'react-hook-form';
import type { ConnectionSummary } from '../../jira/connection.ts';
import type { NewMachineToken } from '../../jira/new-machine-token.ts';
import { Button } from '../../ui/button.tsx';
import { ConnectionField } from './connection-field.tsx';
import { scopeWords } from './scope-words.ts';
import styles from './tokens-page.module.css';

const scopes = ['webhooks', 'failures:write', 'metrics'] as const;

/** As the screen has it: what a scope does without is kept, in case it is chosen again. */
interface FormValues {
  name: string;
  scope: (typeof scopes)[number];
  connection: string;
}

interface TokenFormProps {
  connections: readonly ConnectionSummary[];
  /** Why nothing can be sent now. */
  unavailable: string | undefined;
  onSubmit: (asked: NewMachineToken) => void;
  onCancel: () => void;
}

const empty: FormValues = { name: '', scope: 'webhooks', connection: '' };

/** Who a token is for, and what it is good for. */
export function TokenForm({ connections, unavailable, onSubmit, onCancel }: TokenFormProps) {
  const { control, register, handleSubmit, watch, setFocus, formState } = useForm<FormValues>({
    defaultValues: empty,
    resolver,
  });
  const id = useId();
  const nameProblem = formState.errors.name?.message;
  const scope = watch('scope');
  useEffect(() => setFocus('name'), [setFocus]);

  return (
    <form
      className={styles.card}
      aria-label="Make a token"
      noValidate
      onSubmit={(event) => {
        if (unavailable !== undefined) event.preventDefault();
        else void handleSubmit((values) => onSubmit(toAsked(values)))(event);
      }}
    >
      <div className={styles.field}>
        <label htmlFor={id}>Name</label>
        <input
          {...register('name')}
          id={id}
          className={styles.input}
          autoComplete="off"
          placeholder="The nightly build on ci-3"
          aria-invalid={nameProblem !== undefined}
          aria-describedby={`${id}-said`}
        />
        <p id={`${id}-said`} className={styles.problem}>
          {nameProblem !== undefined && <CircleAlert size={16} aria-hidden />}
          {nameProblem}
        </p>
      </div>
      <fieldset className={styles.scopes}>
        <legend>What it is for</legend>
        {scopes.map((each) => (
          <label key={each} className={styles.scope}>
            <input type="radio" value={each} {...register('scope')} />
            <span>
              {scopeWords[each].name} <small>{scopeWords[each].about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {scope !== 'metrics' && (
        <Controller
          control={control}
          name="connection"
          render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
            <ConnectionField
              {...{ connections, ref, value, onChange, onBlur }}
              error={error?.message}
            />
          )}
        />
      )}
      <div className={styles.row}>
        <Button type="submit" appearance="primary" unavailable={unavailable}>
          Make the token
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

function toAsked({ name, scope, connection }: FormValues): NewMachineToken {
  const named = name.trim();
  return scope === 'metrics' ? { name: named, scope } : { name: named, scope, connection };
}

/** As the console itself has it, without its schema: what only one screen loads stays out of what all load. */
const goodName = /^[^\p{C}]{1,100}$/u;

/** What the console itself asks for, in words for each field. */
const resolver: Resolver<FormValues> = (values) => {
  const isNamed = goodName.test(values.name.trim());
  const message = values.name.trim() === '' ? 'Give it a name.' : 'At most 100 visible characters.';
  const name = isNamed ? {} : { name: { type: 'name', message } };
  const isMissing = values.scope !== 'metrics' && values.connection === '';
  const connection = isMissing
    ? { connection: { type: 'connection', message: 'Choose a connection from the list.' } }
    : {};
  const errors = { ...name, ...connection };
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
