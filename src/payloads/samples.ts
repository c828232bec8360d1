/**
 * A sample payload of every event, each in a file of its own that is fetched when somebody looks at it. No
 * site sent them: they follow the shapes that Atlassian documents and that receivers have published, with
 * invented people. Listed one by one, since Node reads them too and knows no imports by pattern.
 */
import type { WebhookEventName } from '../jira/events.ts';

type Sample = () => Promise<{ default: unknown }>;

export const samples: Readonly<Record<string, Sample>> = {
  'jira:issue_created': () =>
    import('./samples/jira-issue-created.json', { with: { type: 'json' } }),
  'jira:issue_updated': () =>
    import('./samples/jira-issue-updated.json', { with: { type: 'json' } }),
  'jira:issue_deleted': () =>
    import('./samples/jira-issue-deleted.json', { with: { type: 'json' } }),
  comment_created: () => import('./samples/comment-created.json', { with: { type: 'json' } }),
  comment_updated: () => import('./samples/comment-updated.json', { with: { type: 'json' } }),
  comment_deleted: () => import('./samples/comment-deleted.json', { with: { type: 'json' } }),
  issue_property_set: () => import('./samples/issue-property-set.json', { with: { type: 'json' } }),
  issue_property_deleted: () =>
    import('./samples/issue-property-deleted.json', { with: { type: 'json' } }),
  sprint_created: () => import('./samples/sprint-created.json', { with: { type: 'json' } }),
  sprint_updated: () => import('./samples/sprint-updated.json', { with: { type: 'json' } }),
  sprint_closed: () => import('./samples/sprint-closed.json', { with: { type: 'json' } }),
  sprint_deleted: () => import('./samples/sprint-deleted.json', { with: { type: 'json' } }),
  sprint_started: () => import('./samples/sprint-started.json', { with: { type: 'json' } }),
  'jira:version_released': () =>
    import('./samples/jira-version-released.json', { with: { type: 'json' } }),
  'jira:version_unreleased': () =>
    import('./samples/jira-version-unreleased.json', { with: { type: 'json' } }),
  'jira:version_created': () =>
    import('./samples/jira-version-created.json', { with: { type: 'json' } }),
  'jira:version_moved': () =>
    import('./samples/jira-version-moved.json', { with: { type: 'json' } }),
  'jira:version_updated': () =>
    import('./samples/jira-version-updated.json', { with: { type: 'json' } }),
  'jira:version_merged': () =>
    import('./samples/jira-version-merged.json', { with: { type: 'json' } }),
  'jira:version_deleted': () =>
    import('./samples/jira-version-deleted.json', { with: { type: 'json' } }),
  worklog_created: () => import('./samples/worklog-created.json', { with: { type: 'json' } }),
  worklog_updated: () => import('./samples/worklog-updated.json', { with: { type: 'json' } }),
  worklog_deleted: () => import('./samples/worklog-deleted.json', { with: { type: 'json' } }),
  attachment_created: () => import('./samples/attachment-created.json', { with: { type: 'json' } }),
  attachment_deleted: () => import('./samples/attachment-deleted.json', { with: { type: 'json' } }),
  issuelink_created: () => import('./samples/issuelink-created.json', { with: { type: 'json' } }),
  issuelink_deleted: () => import('./samples/issuelink-deleted.json', { with: { type: 'json' } }),
  project_created: () => import('./samples/project-created.json', { with: { type: 'json' } }),
  project_updated: () => import('./samples/project-updated.json', { with: { type: 'json' } }),
  project_deleted: () => import('./samples/project-deleted.json', { with: { type: 'json' } }),
  project_soft_deleted: () =>
    import('./samples/project-soft-deleted.json', { with: { type: 'json' } }),
  project_restored_deleted: () =>
    import('./samples/project-restored-deleted.json', { with: { type: 'json' } }),
  project_archived: () => import('./samples/project-archived.json', { with: { type: 'json' } }),
  project_restored_archived: () =>
    import('./samples/project-restored-archived.json', { with: { type: 'json' } }),
  user_created: () => import('./samples/user-created.json', { with: { type: 'json' } }),
  user_updated: () => import('./samples/user-updated.json', { with: { type: 'json' } }),
  user_deleted: () => import('./samples/user-deleted.json', { with: { type: 'json' } }),
  board_created: () => import('./samples/board-created.json', { with: { type: 'json' } }),
  board_updated: () => import('./samples/board-updated.json', { with: { type: 'json' } }),
  board_deleted: () => import('./samples/board-deleted.json', { with: { type: 'json' } }),
  board_configuration_changed: () =>
    import('./samples/board-configuration-changed.json', { with: { type: 'json' } }),
  option_voting_changed: () =>
    import('./samples/option-voting-changed.json', { with: { type: 'json' } }),
  option_watching_changed: () =>
    import('./samples/option-watching-changed.json', { with: { type: 'json' } }),
  option_unassigned_issues_changed: () =>
    import('./samples/option-unassigned-issues-changed.json', { with: { type: 'json' } }),
  option_subtasks_changed: () =>
    import('./samples/option-subtasks-changed.json', { with: { type: 'json' } }),
  option_attachments_changed: () =>
    import('./samples/option-attachments-changed.json', { with: { type: 'json' } }),
  option_issuelinks_changed: () =>
    import('./samples/option-issuelinks-changed.json', { with: { type: 'json' } }),
  option_timetracking_changed: () =>
    import('./samples/option-timetracking-changed.json', { with: { type: 'json' } }),
  jira_expression_evaluation_failed: () =>
    import('./samples/jira-expression-evaluation-failed.json', { with: { type: 'json' } }),
} satisfies Record<WebhookEventName, Sample> & Record<string, Sample>;

/** The sample as text, as payloads travel. */
export async function loadSample(eventName: string): Promise<string> {
  const load = Object.hasOwn(samples, eventName) ? samples[eventName] : undefined;
  if (load === undefined) throw new Error(`There is no sample of ${eventName}.`);
  const { default: payload } = await load();
  return JSON.stringify(payload, null, 2);
}
