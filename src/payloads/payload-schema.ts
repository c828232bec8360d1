/**
 * What every payload of an event must have. Loose on purpose: Jira adds fields as it likes, and custom fields
 * are each site's own. Atlassian documents the issue event and says that the other entities have the shape
 * that the REST API gives them; the rest is what receivers have published.
 */
import * as z from 'zod/mini';
import { webhookEvents, type EventGroup, type WebhookEvent } from '../jira/events.ts';

const address = z.url();
const integer = z.number().check(z.int());
/** Jira's ids are strings in some entities and numbers in others; each entity keeps to its kind. */
const idText = z.string().check(z.regex(/^\d+$/));
/** `2026-06-11T09:21:07.902+0100`: no colon in the offset, unlike ISO 8601's extended form. */
const jiraDate = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d{4})$/));
const day = z.iso.date();

export const user = z.looseObject({
  self: address,
  accountId: z.string().check(z.minLength(1)),
  displayName: z.string(),
  active: z.boolean(),
  accountType: z.enum(['atlassian', 'app', 'customer']),
});

export const project = z.looseObject({
  self: address,
  id: z.union([idText, integer]),
  key: z.string().check(z.regex(/^[A-Z][A-Z0-9_]+$/)),
  name: z.string(),
});

const named = z.looseObject({ self: address, id: idText, name: z.string() });

export const issue = z.looseObject({
  self: address,
  id: idText,
  key: z.string().check(z.regex(/^[A-Z][A-Z0-9_]+-\d+$/)),
  fields: z.looseObject({ summary: z.string(), issuetype: named, project, status: named }),
});

/** An issue event carries the fields that a registration's JQL can ask for. */
const wholeIssue = z.extend(issue, {
  fields: z.extend(issue.shape.fields, {
    priority: z.nullable(named),
    assignee: z.nullable(user),
    reporter: z.nullable(user),
    labels: z.array(z.string()),
    created: jiraDate,
    updated: jiraDate,
  }),
});

export const changelog = z.looseObject({
  id: idText,
  items: z
    .array(
      z.looseObject({
        field: z.string(),
        fieldtype: z.string(),
        fieldId: z.string(),
        from: z.nullable(z.string()),
        fromString: z.nullable(z.string()),
        to: z.nullable(z.string()),
        toString: z.nullable(z.string()),
      }),
    )
    .check(z.minLength(1)),
});

export const comment = z.looseObject({
  self: address,
  id: idText,
  author: user,
  body: z.string(),
  updateAuthor: user,
  created: jiraDate,
  updated: jiraDate,
});

export const sprint = z.looseObject({
  self: address,
  id: integer,
  name: z.string(),
  state: z.enum(['future', 'active', 'closed']),
});

export const version = z.looseObject({
  self: address,
  id: idText,
  name: z.string(),
  archived: z.boolean(),
  released: z.boolean(),
  projectId: integer,
  startDate: z.optional(day),
  releaseDate: z.optional(day),
});

const property = z.looseObject({ key: z.string() });
const issueEvent = { issue: wholeIssue, user, issue_event_type_name: z.string() };

type Shape = Record<string, z.ZodMiniType>;

const byGroup: Record<EventGroup, Shape> = {
  issue: issueEvent,
  comment: { comment, issue },
  'issue property': { property, issue },
  sprint: { sprint },
  version: { version },
  worklog: {
    worklog: z.looseObject({
      self: address,
      id: idText,
      issueId: idText,
      author: user,
      updateAuthor: user,
      created: jiraDate,
      updated: jiraDate,
      started: jiraDate,
      timeSpent: z.string(),
      timeSpentSeconds: integer,
    }),
  },
  attachment: {
    attachment: z.looseObject({
      self: address,
      id: idText,
      filename: z.string(),
      author: user,
      created: jiraDate,
      size: integer,
      mimeType: z.string(),
      content: address,
    }),
  },
  'issue link': {
    issueLink: z.looseObject({
      id: integer,
      sourceIssueId: integer,
      destinationIssueId: integer,
      issueLinkType: z.looseObject({ id: integer, name: z.string() }),
    }),
  },
  project: { project: z.extend(project, { id: integer, projectLead: user }) },
  user: { user },
  board: {
    board: z.looseObject({ id: integer, self: address, name: z.string(), type: z.string() }),
  },
  configuration: { property: z.extend(property, { self: address, value: z.string() }) },
  expression: {
    expression: z.string(),
    errorMessages: z.array(z.string()),
    moduleKey: z.string(),
  },
};

/** What one event has beyond the others of its group. */
const beyondGroup: Readonly<Record<string, Shape>> = {
  'jira:issue_updated': { changelog },
  issue_property_set: { property: z.extend(property, { value: z.unknown() }) },
  'jira:version_merged': { mergedTo: version },
};

function schemaOf({ name, group, reach }: WebhookEvent): z.ZodMiniType {
  return z.looseObject({
    timestamp: integer,
    webhookEvent: z.literal(name),
    ...byGroup[group],
    ...beyondGroup[name],
    // Only a delivery to dynamic webhooks says which of them it is for.
    ...(reach === 'dynamic' && { matchedWebhookIds: z.optional(z.array(integer)) }),
  });
}

export const payloadSchemas: ReadonlyMap<string, z.ZodMiniType> = new Map(
  webhookEvents.map((event) => [event.name, schemaOf(event)]),
);
