import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../connections/connections-query.ts';
import type { ListedWebhook } from '../jira/client.ts';
import {
  WouldItMatch,
  type WouldItMatchProps,
} from '../payloads/would-it-match/would-it-match.tsx';
import { ListProblem } from '../webhooks/list-problem.tsx';
import { problemWithList } from '../webhooks/problem.ts';
import { WebhookLink } from '../webhooks/webhook-link.tsx';
import { webhooksQuery } from '../webhooks/webhooks-query.ts';

const renderLink: WouldItMatchProps['renderLink'] = (connectionId, id) => (
  <WebhookLink connectionId={connectionId} id={id} />
);

/** A payload against the registrations of one of this console's connections. */
export function WouldItMatchHere(props: Pick<WouldItMatchProps, 'body' | 'search' | 'onSearch'>) {
  const { data: connections, error, refetch } = useQuery(connectionsQuery());
  if (error && !connections) {
    const retry = () => void refetch();
    return <ListProblem error={error} readAt={undefined} retryAt={undefined} onRetry={retry} />;
  }
  return (
    <WouldItMatch
      {...props}
      connections={connections}
      renderList={(id, children) => <Registrations connectionId={id}>{children}</Registrations>}
      renderLink={renderLink}
    />
  );
}

interface RegistrationsProps {
  connectionId: string;
  children: (webhooks: readonly ListedWebhook[] | undefined) => ReactNode;
}

function Registrations({ connectionId, children }: RegistrationsProps) {
  const list = useQuery(webhooksQuery(connectionId));
  const problem = problemWithList(list);
  const readAt = list.data && list.dataUpdatedAt;
  return (
    <>
      {problem && <ListProblem {...problem} readAt={readAt} onRetry={() => void list.refetch()} />}
      {(list.data || !problem) && children(list.data)}
    </>
  );
}
