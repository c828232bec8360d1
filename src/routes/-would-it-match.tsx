import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '../connections/connections-query.ts';
import {
  WouldItMatch,
  type WouldItMatchProps,
} from '../payloads/would-it-match/would-it-match.tsx';
import { ListProblem } from '../webhooks/list-problem.tsx';
import { problemWithList } from '../webhooks/problem.ts';
import { WebhookLink } from '../webhooks/webhook-link.tsx';
import { webhooksQuery } from '../webhooks/webhooks-query.ts';

const renderList: WouldItMatchProps['renderList'] = (connectionId, children) => (
  <Registrations connectionId={connectionId}>{children}</Registrations>
);
const renderLink: WouldItMatchProps['renderLink'] = (connectionId, id) => (
  <WebhookLink connectionId={connectionId} id={id} />
);

/** A payload against the registrations of one of this console's connections. */
export function WouldItMatchHere(props: Pick<WouldItMatchProps, 'body' | 'search' | 'onSearch'>) {
  const { data: connections, error, refetch } = useQuery(connectionsQuery());
  const ways = { connections, renderList, renderLink };
  if (connections || !error) return <WouldItMatch {...props} {...ways} />;
  const noTime = { readAt: undefined, retryAt: undefined };
  return <ListProblem {...noTime} error={error} onRetry={() => void refetch()} />;
}

interface RegistrationsProps {
  connectionId: string;
  children: Parameters<WouldItMatchProps['renderList']>[1];
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
