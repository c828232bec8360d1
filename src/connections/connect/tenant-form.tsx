import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm, type RegisterOptions } from 'react-hook-form';
import { JiraError } from '../../jira/errors.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { connectionsQuery } from '../connections-query.ts';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { AddedTenant, type RenderLink } from './added-tenant.tsx';
import { addTenant } from './connect-client.ts';
import styles from './connect.module.css';
import { Field } from './field.tsx';
import {
  emptyTenant,
  fieldLabels,
  isSigned,
  placeRefusal,
  toTenant,
  type TenantValues,
} from './tenant-fields.ts';

/** One site on which the Connect app is installed. */
export function TenantForm({ renderLink }: { renderLink: RenderLink }) {
  const [added, setAdded] = useState<ConnectionSummary>();
  const [isAnother, setIsAnother] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="connect-app">
      <h2 id="connect-app">As a Connect app</h2>
      {added ? (
        <AddedTenant
          connection={added}
          renderLink={renderLink}
          onAnother={() => {
            setIsAnother(true);
            setAdded(undefined);
          }}
        />
      ) : (
        <Form onAdded={setAdded} isAnother={isAnother} />
      )}
    </section>
  );
}

interface FormProps {
  onAdded: (connection: ConnectionSummary) => void;
  /** Whether the one before was added a moment ago: then one goes on writing. */
  isAnother: boolean;
}

function Form({ onAdded, isAnother }: FormProps) {
  const needsAdmin = useNeedsAdmin();
  const queries = useQueryClient();
  const form = useForm({ defaultValues: emptyTenant });
  const { register, formState, setError, handleSubmit } = form;
  const { errors } = formState;
  const adding = useMutation({
    mutationFn: addTenant,
    onSuccess: async (connection) => {
      await queries.invalidateQueries(connectionsQuery());
      onAdded(connection);
    },
    onError: (error) => {
      const told =
        error instanceof JiraError ? (error.messages[0] ?? error.message) : error.message;
      const { field, message } = placeRefusal(told);
      setError(field, { type: 'server', message }, { shouldFocus: true });
    },
    // A secret is not kept longer than it is on its way.
    gcTime: 0,
  });
  const { setFocus } = form;
  useEffect(() => {
    if (isAnother) setFocus('siteUrl');
  }, [isAnother, setFocus]);
  const unavailable = needsAdmin ?? (adding.isPending ? 'It is being sent' : undefined);
  const field = (
    name: keyof TenantValues,
    { required, validate }: Pick<RegisterOptions<TenantValues>, 'required' | 'validate'> = {},
  ) => ({
    label: fieldLabels[name],
    error: errors[name]?.message,
    disabled: needsAdmin !== undefined,
    ...register(name, {
      ...(required === undefined ? {} : { required }),
      ...(validate === undefined ? {} : { validate }),
    }),
  });
  return (
    <form
      className={styles.form}
      aria-labelledby="connect-app"
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        if (unavailable !== undefined) event.preventDefault();
        else void handleSubmit((values) => adding.mutate(toTenant(values)))(event);
      }}
    >
      <p>
        What the app got in its <code>installed</code> callback from the site. The secret is
        encrypted at once, and never shown again.
      </p>
      <Field
        {...field('siteUrl', { required: 'Say which site it is.' })}
        inputMode="url"
        placeholder="https://acme.atlassian.net"
      />
      <Field {...field('appKey', { required: 'Give the key from the app’s descriptor.' })} />
      <Field
        {...field('sharedSecret', {
          required: 'Give the secret that the site shares with the app.',
        })}
        type="password"
      />
      <Field {...field('name')} hint="Optional: the site’s host otherwise." />
      <fieldset className={styles.signing}>
        <legend>To sign bodies that are sent again (optional)</legend>
        <p>
          What fails can be sent again from here, to the app alone signed as the site signs it. It
          can be entered later too, in the connection’s settings.
        </p>
        <Field
          {...field('clientKey', { validate: neededWithTheOther })}
          hint="From the installed callback too."
        />
        <Field
          {...field('appUrl', { validate: neededWithTheOther })}
          hint="From the app’s descriptor."
          inputMode="url"
          placeholder="https://app.acme.example"
        />
      </fieldset>
      {errors.root && (
        <Banner tone="danger" title="Nothing was added">
          <p>{errors.root.message}</p>
        </Banner>
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" unavailable={unavailable}>
          Add this site
        </Button>
      </div>
    </form>
  );
}

const neededWithTheOther = (value: string, values: TenantValues) =>
  !isSigned(values) || value.trim() !== '' || 'Give both, or neither.';
