/** Payloads that could come from Acme's site: the same for the same index and moment. */
import { registrableEvents, type WebhookEventName } from '../../jira/events.ts';
import { formatJiraDate } from '../../jira/dates.ts';
import { day } from '../clock.ts';
import type { Payload } from './announce.ts';
import { api, issueOf, personOf, pick, projectOf, statuses } from './issue-template.ts';

export interface Happening {
  name: WebhookEventName;
  project: string;
  /** Makes one happening different from another. */
  index: number;
  /** In milliseconds since the epoch. */
  at: number;
  /** Put where people write at length: a description, a comment, a goal. */
  text?: string | undefined;
}

export function payloadOf(happening: Happening): Payload {
  const { name, at } = happening;
  return { timestamp: at, webhookEvent: name, ...partsOf(happening) };
}

function partsOf(happening: Happening): Payload {
  const { name, project, index, at, text } = happening;
  const user = personOf(index);
  switch (registrableEvents.find((event) => event.name === name)?.group) {
    case 'issue':
      return {
        issue_event_type_name: issueEventTypes[name] ?? 'issue_generic',
        user,
        issue: issueOf(project, index, at, text),
        ...(name === 'jira:issue_updated' && { changelog: changelogOf(index) }),
      };
    case 'comment':
      return {
        comment: commentOf(index, at, text),
        issue: issueOf(project, index, at),
        eventType: 'primaryAction',
      };
    case 'issue property':
      return { user, issue: issueOf(project, index, at, text), property: propertyOf(name, index) };
    case 'sprint':
      return { sprint: sprintOf(name, project, index, at, text) };
    case 'version':
      return {
        version: versionOf(name, project, index, at, text),
        ...(name === 'jira:version_merged' && {
          mergedTo: versionOf(name, project, index + 1, at),
        }),
      };
    case undefined:
      return {};
  }
}

const issueEventTypes: Readonly<Partial<Record<WebhookEventName, string>>> = {
  'jira:issue_created': 'issue_created',
};

/** A transition, or a change of hands. */
function changelogOf(index: number) {
  const to = pick(statuses, index);
  const from = pick(statuses, index + statuses.length - 1);
  const person = personOf(index + 1);
  const status = {
    field: 'status',
    fieldtype: 'jira',
    fieldId: 'status',
    from: from.id,
    fromString: from.name,
    to: to.id,
    toString: to.name,
  };
  const assignee = {
    field: 'assignee',
    fieldtype: 'jira',
    fieldId: 'assignee',
    from: null,
    fromString: null,
    to: person.accountId,
    toString: person.displayName,
    tmpFromAccountId: null,
    tmpToAccountId: person.accountId,
  };
  const priority = {
    field: 'priority',
    fieldtype: 'jira',
    fieldId: 'priority',
    from: '3',
    fromString: 'Medium',
    to: '2',
    toString: 'High',
  };
  const items = pick([[status], [assignee], [status, priority], [status, assignee]], index);
  return { id: String(58_000 + index), items };
}

const remarks = [
  'Seen again this morning, on both nodes. Logs are attached to the incident.',
  'The vendor confirms. A fix is promised for tonight.',
  'I could not reproduce it with the latest build: which region was it?',
  'Rolled back. Watching the queue for an hour before we close this.',
];

function commentOf(index: number, at: number, text?: string) {
  const author = personOf(index);
  const id = String(20_500 + index);
  return {
    self: `${api}/issue/${14_000 + index}/comment/${id}`,
    id,
    author,
    body: text ?? pick(remarks, index),
    updateAuthor: author,
    created: formatJiraDate(at),
    updated: formatJiraDate(at),
    jsdPublic: true,
  };
}

function propertyOf(name: WebhookEventName, index: number) {
  const key = pick(['acme.sla', 'acme.owner', 'acme.release'], index);
  const self = `${api}/issue/${14_000 + index}/properties/${key}`;
  if (name === 'issue_property_deleted') return { self, key };
  const value = {
    policy: `incident-p${1 + (index % 3)}`,
    train: '2026.1',
    breached: index % 4 === 0,
  };
  return { self, key, value };
}

function sprintOf(
  name: WebhookEventName,
  project: string,
  index: number,
  at: number,
  text?: string,
) {
  const id = 130 + index;
  const state =
    name === 'sprint_closed' ? 'closed' : name === 'sprint_started' ? 'active' : 'future';
  return {
    id,
    self: `https://acme.atlassian.net/rest/agile/1.0/sprint/${id}`,
    state,
    name: `${project} Sprint ${1 + (index % 60)}`,
    startDate: new Date(at).toISOString(),
    endDate: new Date(at + 14 * day).toISOString(),
    createdDate: new Date(at - 5 * day).toISOString(),
    originBoardId: 14,
    goal: text ?? 'Fewer pages at night',
  };
}

function versionOf(
  name: WebhookEventName,
  project: string,
  index: number,
  at: number,
  text?: string,
) {
  const id = String(10_200 + index);
  return {
    self: `${api}/version/${id}`,
    id,
    description: text ?? 'What was promised for this month.',
    name: `${project} 8.${index % 20}.0`,
    archived: false,
    released: name === 'jira:version_released',
    releaseDate: new Date(at).toISOString().slice(0, 10),
    overdue: false,
    projectId: Number(projectOf(project).id),
  };
}
