import type { ReactNode } from 'react';
import type { Quota } from '../../jira/connection-details.ts';
import type { ConnectionSummary } from '../../jira/connection.ts';
import { Lozenge } from '../../ui/tag.tsx';
import { QuotaTold } from './quota-told.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';
import { kinds, stateOf } from './words.ts';

interface FactsProps {
  connection: ConnectionSummary;
  /** Null where Jira has told none; undefined while that is not known. */
  quota: Quota | null | undefined;
}

/** What the connection is, and how it fares. */
export function Facts({ connection, quota }: FactsProps) {
  const { id, kind, as, limit, canListFailed, problem } = connection;
  const { word, tone } = stateOf(connection);
  return (
    <Section title="What it is">
      <dl className={styles.facts}>
        <Fact name="State">
          <Lozenge tone={tone}>{word}</Lozenge>
          {problem && <span className={styles.reason}>{problem.reason}</span>}
        </Fact>
        <Fact name="Kind">{kinds[kind]}</Fact>
        <Fact name="Site">
          <Site connection={connection} />
        </Fact>
        <Fact name="Acts as">{as ?? (kind === 'connect' ? 'the app itself' : 'one user')}</Fact>
        <Fact name="Webhooks">up to {limit}</Fact>
        <Fact name="Failed deliveries">
          {canListFailed
            ? 'Jira lists them to this app, so the console can read and keep them.'
            : 'Jira lists them to Connect apps only. Your receiver, or a file, hands them in.'}
        </Fact>
        <Fact name="Calls left">
          {quota === undefined ? '…' : quota ? <QuotaTold quota={quota} /> : 'Jira has not told.'}
        </Fact>
        <Fact name="For programs">
          <code>{id}</code>
        </Fact>
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The sandbox’s address is nobody’s: it leads nowhere. */
function Site({ connection: { siteUrl, controls } }: Pick<FactsProps, 'connection'>) {
  const isWeb = /^https?:\/\//.test(siteUrl);
  return isWeb && controls === undefined ? (
    <a href={siteUrl} target="_blank" rel="noreferrer">
      {siteUrl}
    </a>
  ) : (
    siteUrl
  );
}
