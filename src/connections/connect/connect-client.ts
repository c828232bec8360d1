import { queryOptions } from '@tanstack/react-query';
import { chosenSites, consentSetup, siteChoice } from '../../jira/consent.ts';
import { connectionTrial, importAnswer, type ImportAnswer } from '../../jira/connection-test.ts';
import { connectionSummary } from '../../jira/connection.ts';
import { signInHeader } from '../../jira/access.ts';
import { JiraError, kindOfStatus } from '../../jira/errors.ts';
import { createTransport, messagesOf } from '../../jira/transport.ts';

const console = createTransport({ baseUrl: '/api' });

/** Whether an OAuth app is set up, and its callback. */
export function setupQuery() {
  return queryOptions({
    queryKey: ['consent-setup'],
    queryFn: ({ signal }) => console.read({ method: 'GET', path: '/oauth', signal }, consentSetup),
    staleTime: 5 * 60_000,
  });
}

const choicePath = (id: string) => `/oauth/choices/${encodeURIComponent(id)}`;

/** The sites of a consent among which one has to choose. */
export function choiceQuery(id: string) {
  return queryOptions({
    queryKey: ['site-choice', id],
    queryFn: ({ signal }) =>
      console.read({ method: 'GET', path: choicePath(id), signal }, siteChoice),
    // Read once: it must not change under the hand of whoever chooses.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export const chooseSites = (id: string, sites: readonly string[]) =>
  console.read({ method: 'POST', path: choicePath(id), body: { sites } }, chosenSites);

export const chooseNone = (id: string) => console.call({ method: 'DELETE', path: choicePath(id) });

export interface NewTenant {
  name?: string;
  siteUrl: string;
  appKey: string;
  sharedSecret: string;
  clientKey?: string;
  appUrl?: string;
}

export const addTenant = (tenant: NewTenant) =>
  console.read(
    { method: 'POST', path: '/connections', body: { kind: 'connect', ...tenant } },
    connectionSummary,
  );

export const testConnection = (id: string) =>
  console.read(
    { method: 'POST', path: `/connections/${encodeURIComponent(id)}/test` },
    connectionTrial,
  );

/** `fault`: why the file was not read to its end. */
export interface ImportOutcome extends ImportAnswer {
  fault: string | undefined;
}

/** Sends a file as it is. A refusal in the middle tells what was added before. */
export async function importTenants(file: Blob): Promise<ImportOutcome> {
  const response = await fetch('/api/connections/import', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', accept: 'application/json' },
    body: file,
  });
  const text = await response.text();
  const fault = response.ok ? undefined : messagesOf(text).join(' ');
  const answer = importAnswer.safeParse(jsonOf(text));
  if (answer.success) return { ...answer.data, fault };
  const kind = response.headers.has(signInHeader) ? 'signed-out' : kindOfStatus(response.status);
  throw new JiraError({
    kind: kind ?? 'garbled',
    status: response.status,
    messages: [
      fault || 'The console’s answer can’t be read. Sending the file again doubles nothing.',
    ],
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
