import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SiteChoice } from '../../jira/consent.ts';
import { JiraError } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useNeedsAdmin } from '../use-needs-admin.ts';
import { choiceQuery, chooseNone, chooseSites } from './connect-client.ts';
import { ConsentLink } from './consent-link.tsx';
import styles from './connect.module.css';

interface SiteChoiceProps {
  choiceId: string;
  onConnected: (connectionIds: readonly string[]) => void;
  onDeclined: () => void;
  renderConnection: (connectionId: string) => ReactNode;
}

/** After a consent with several sites: which of them to connect. Nothing is before that. */
export function SiteChoiceCard(props: SiteChoiceProps) {
  const choice = useQuery(choiceQuery(props.choiceId));
  if (choice.isPending) return <p className={styles.subtle}>Reading the sites…</p>;
  if (choice.isError) {
    const isOver = choice.error instanceof JiraError && choice.error.kind === 'not-found';
    return (
      <Banner
        tone={isOver ? 'warning' : 'danger'}
        title={isOver ? 'This choice is over' : 'The sites could not be read'}
        actions={
          isOver ? (
            <ConsentLink>Consent once more</ConsentLink>
          ) : (
            <Button onClick={() => void choice.refetch()}>Try again</Button>
          )
        }
      >
        <p>
          {isOver
            ? 'It was made, or stood open for more than an hour. Nothing else was connected.'
            : choice.error.message}
        </p>
      </Banner>
    );
  }
  return <ChoiceForm {...props} choice={choice.data} />;
}

function ChoiceForm({
  choice,
  choiceId,
  onConnected,
  onDeclined,
  renderConnection,
}: SiteChoiceProps & { choice: SiteChoice }) {
  const needsAdmin = useNeedsAdmin();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const connecting = useMutation({
    mutationFn: () => chooseSites(choiceId, [...chosen]),
    onSuccess: ({ connected }) => onConnected(connected),
  });
  const declining = useMutation({ mutationFn: () => chooseNone(choiceId), onSuccess: onDeclined });
  const isBusy = connecting.isPending || declining.isPending;
  const error = connecting.error ?? declining.error;
  const toggle = (id: string) =>
    setChosen((before) =>
      before.has(id)
        ? new Set([...before].filter((other) => other !== id))
        : new Set([...before, id]),
    );
  const unavailable =
    needsAdmin ??
    (isBusy ? 'It is being sent' : chosen.size === 0 ? 'Choose at least one site' : undefined);
  return (
    <section className={styles.card}>
      <p>
        You consented as <strong>{choice.as}</strong>, and let the app use these sites, now or
        earlier. Nothing new is connected yet.
      </p>
      <fieldset className={styles.sites}>
        <legend>Sites to connect</legend>
        {choice.sites.map(({ id, name, url, connection }) =>
          connection === undefined ? (
            <label key={id} className={styles.site}>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
              <span>
                {name} <small>{hostOf(url)}</small>
              </span>
            </label>
          ) : (
            <p key={id} className={styles.site}>
              <span>
                {name} <small>{hostOf(url)}</small> · connected already as{' '}
                {renderConnection(connection)}
              </span>
            </p>
          ),
        )}
      </fieldset>
      {error && (
        <Banner tone="danger" title="Nothing was connected">
          <p>{error.message}</p>
        </Banner>
      )}
      <div className={styles.actions}>
        <Button appearance="primary" unavailable={unavailable} onClick={() => connecting.mutate()}>
          {chosen.size > 1 ? `Connect ${chosen.size} sites` : 'Connect'}
        </Button>
        <Button
          unavailable={needsAdmin ?? (isBusy ? 'It is being sent' : undefined)}
          onClick={() => declining.mutate()}
        >
          Connect none
        </Button>
      </div>
    </section>
  );
}

const hostOf = (url: string) => url.replace(/^https?:\/\//, '');
