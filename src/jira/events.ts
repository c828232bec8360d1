/**
 * The webhook events of Jira Cloud. A dynamic webhook may subscribe to the twenty that the OpenAPI
 * document lists for `WebhookDetails.events`; the further ones reach webhooks made by an administrator
 * only. Not on the first load of the list screen, which needs their gates only.
 */
import { gatesOf } from './event-gates.ts';

export type EventGroup =
  | 'issue'
  | 'comment'
  | 'issue property'
  | 'sprint'
  | 'version'
  | 'worklog'
  | 'attachment'
  | 'issue link'
  | 'project'
  | 'user'
  | 'board'
  | 'configuration'
  | 'expression';

export interface WebhookEvent {
  name: string;
  group: EventGroup;
  /** What sets it off, in one plain line. */
  trigger: string;
  /** Whether the JQL filter applies: only where the event carries an issue. */
  jql: boolean;
  /** Whether `fieldIdsFilter` gates it. */
  fieldIds: boolean;
  /** Whether `issuePropertyKeysFilter` gates it. */
  propertyKeys: boolean;
  /** Who can be told of it: dynamic webhooks (and all others), or those of an administrator only. */
  reach: 'dynamic' | 'admin';
}

type EventWords = Pick<WebhookEvent, 'name' | 'group' | 'trigger'>;

/** In the order of Jira's own list. */
const registrable = [
  { name: 'jira:issue_created', group: 'issue', trigger: 'An issue is created.' },
  {
    name: 'jira:issue_updated',
    group: 'issue',
    trigger: 'A field of an issue changes, transitions included.',
  },
  { name: 'jira:issue_deleted', group: 'issue', trigger: 'An issue is deleted.' },
  { name: 'comment_created', group: 'comment', trigger: 'A comment is added.' },
  { name: 'comment_updated', group: 'comment', trigger: 'A comment is edited.' },
  { name: 'comment_deleted', group: 'comment', trigger: 'A comment is deleted.' },
  {
    name: 'issue_property_set',
    group: 'issue property',
    trigger: 'A property of an issue is set or changed.',
  },
  {
    name: 'issue_property_deleted',
    group: 'issue property',
    trigger: 'A property of an issue is deleted.',
  },
  { name: 'sprint_created', group: 'sprint', trigger: 'A sprint is created.' },
  {
    name: 'sprint_updated',
    group: 'sprint',
    trigger: 'The name, goal or dates of a sprint change.',
  },
  { name: 'sprint_closed', group: 'sprint', trigger: 'A sprint is completed.' },
  { name: 'sprint_deleted', group: 'sprint', trigger: 'A sprint is deleted.' },
  { name: 'sprint_started', group: 'sprint', trigger: 'A sprint is started.' },
  {
    name: 'jira:version_released',
    group: 'version',
    trigger: 'A version is released.',
  },
  {
    name: 'jira:version_unreleased',
    group: 'version',
    trigger: 'The release of a version is taken back.',
  },
  {
    name: 'jira:version_created',
    group: 'version',
    trigger: 'A version is created in a project.',
  },
  {
    name: 'jira:version_moved',
    group: 'version',
    trigger: 'A version changes its place in the order of versions.',
  },
  {
    name: 'jira:version_updated',
    group: 'version',
    trigger: 'The name, description or dates of a version change.',
  },
  {
    name: 'jira:version_merged',
    group: 'version',
    trigger: 'A version is merged into another.',
  },
  {
    name: 'jira:version_deleted',
    group: 'version',
    trigger: 'A version is deleted.',
  },
] as const satisfies readonly EventWords[];

export const registrableEvents = registrable.map((event) => ({
  ...event,
  ...gatesOf(event.name),
  reach: 'dynamic' as const,
}));

/** The name of an event that a dynamic webhook may subscribe to. */
export type WebhookEventName = (typeof registrable)[number]['name'];

const furtherEvents = [
  { name: 'worklog_created', group: 'worklog', trigger: 'Work is logged on an issue.' },
  { name: 'worklog_updated', group: 'worklog', trigger: 'A work log entry is edited.' },
  { name: 'worklog_deleted', group: 'worklog', trigger: 'A work log entry is deleted.' },
  { name: 'attachment_created', group: 'attachment', trigger: 'A file is attached to an issue.' },
  { name: 'attachment_deleted', group: 'attachment', trigger: 'An attachment is deleted.' },
  { name: 'issuelink_created', group: 'issue link', trigger: 'Two issues are linked.' },
  { name: 'issuelink_deleted', group: 'issue link', trigger: 'A link between issues is removed.' },
  { name: 'project_created', group: 'project', trigger: 'A project is created.' },
  { name: 'project_updated', group: 'project', trigger: 'The details of a project change.' },
  { name: 'project_deleted', group: 'project', trigger: 'A project is deleted for good.' },
  {
    name: 'project_soft_deleted',
    group: 'project',
    trigger: 'A project is moved to the trash.',
  },
  {
    name: 'project_restored_deleted',
    group: 'project',
    trigger: 'A project is restored from the trash.',
  },
  { name: 'project_archived', group: 'project', trigger: 'A project is archived.' },
  {
    name: 'project_restored_archived',
    group: 'project',
    trigger: 'A project is restored from the archive.',
  },
  { name: 'user_created', group: 'user', trigger: 'A user is added to the site.' },
  { name: 'user_updated', group: 'user', trigger: 'The details of a user change.' },
  { name: 'user_deleted', group: 'user', trigger: 'A user is removed from the site.' },
  { name: 'board_created', group: 'board', trigger: 'A board is created.' },
  { name: 'board_updated', group: 'board', trigger: 'The name of a board changes.' },
  { name: 'board_deleted', group: 'board', trigger: 'A board is deleted.' },
  {
    name: 'board_configuration_changed',
    group: 'board',
    trigger: 'The configuration of a board changes.',
  },
  {
    name: 'option_voting_changed',
    group: 'configuration',
    trigger: 'Voting is switched on or off.',
  },
  {
    name: 'option_watching_changed',
    group: 'configuration',
    trigger: 'Watching is switched on or off.',
  },
  {
    name: 'option_unassigned_issues_changed',
    group: 'configuration',
    trigger: 'Unassigned issues are allowed or forbidden.',
  },
  {
    name: 'option_subtasks_changed',
    group: 'configuration',
    trigger: 'Subtasks are switched on or off.',
  },
  {
    name: 'option_attachments_changed',
    group: 'configuration',
    trigger: 'Attachments are switched on or off.',
  },
  {
    name: 'option_issuelinks_changed',
    group: 'configuration',
    trigger: 'Issue linking is switched on or off.',
  },
  {
    name: 'option_timetracking_changed',
    group: 'configuration',
    trigger: 'Time tracking is switched on or off.',
  },
  {
    name: 'jira_expression_evaluation_failed',
    group: 'expression',
    trigger: 'A Jira expression of an app fails to evaluate.',
  },
] as const satisfies readonly EventWords[];

export const webhookEvents: readonly WebhookEvent[] = [
  ...registrableEvents,
  ...furtherEvents.map((event) => ({
    ...event,
    jql: false,
    fieldIds: false,
    propertyKeys: false,
    reach: 'admin' as const,
  })),
];

const byName = new Map(webhookEvents.map((event) => [event.name, event]));

export function findEvent(name: string): WebhookEvent | undefined {
  return byName.get(name);
}

export function isRegistrable(name: string): name is WebhookEventName {
  return byName.get(name)?.reach === 'dynamic';
}
