import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import styles from './settings.module.css';

interface SigningFormProps {
  signsFor: string | undefined;
  isSaving: boolean;
  onSave: (signing: { clientKey: string; appUrl: string }) => void;
  onCancel: () => void;
}

/** By which key the app knows the site, and where the app is. */
export function SigningForm({ signsFor, isSaving, onSave, onCancel }: SigningFormProps) {
  const [clientKey, setClientKey] = useState('');
  const [appUrl, setAppUrl] = useState(signsFor ?? '');
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  const isWhole = clientKey.trim() !== '' && appUrl.trim() !== '';
  const unavailable = isSaving
    ? 'It is being saved'
    : isWhole
      ? undefined
      : 'Enter both the key and the address first';

  // The button that had the focus is gone.
  useEffect(() => first.current?.focus(), []);

  return (
    <form
      className={styles.fields}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (unavailable === undefined) onSave({ clientKey, appUrl });
      }}
    >
      <label htmlFor={`${id}-key`}>
        Client key, from the app’s <code>installed</code> callback
      </label>
      <input
        ref={first}
        id={`${id}-key`}
        value={clientKey}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setClientKey(target.value)}
      />
      <label htmlFor={`${id}-url`}>Base URL of the app, from its descriptor</label>
      <input
        id={`${id}-url`}
        value={appUrl}
        maxLength={500}
        inputMode="url"
        placeholder="https://app.acme.example"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setAppUrl(target.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" unavailable={unavailable}>
          {isSaving ? 'Saving…' : 'Save'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
