import * as z from 'zod/mini';

/** What the archive can be searched by. Texts that the body does not tell are empty. */
export interface FailureFacts {
  event: string;
  eventTime: number | null;
  issueKey: string;
  projectKey: string;
  webhookIds: number[];
}

/** Longer than any name that Jira has: a body may claim anything. */
const longestName = 255;
const mostWebhookIds = 1000;

const name = z.catch(
  z.pipe(
    z.string(),
    z.transform((text) => storableText(text).slice(0, longestName).toWellFormed()),
  ),
  '',
);
const keyed = z.catch(z.object({ key: name }), { key: '' });
const payload = z.object({
  timestamp: z.catch(z.nullable(z.int().check(z.gte(0), z.lte(8.64e15))), null),
  webhookEvent: name,
  issue: z.catch(
    z.object({ key: name, fields: z.catch(z.object({ project: keyed }), noFields()) }),
    {
      key: '',
      fields: noFields(),
    },
  ),
  project: keyed,
  matchedWebhookIds: z.catch(
    z.array(z.catch(z.nullable(z.int().check(z.nonnegative())), null)),
    () => [],
  ),
});

/** Reads whatever came as a body: what is no payload tells nothing. */
export function factsOf(body: string | undefined): FailureFacts {
  const parsed = payload.safeParse(parseJson(body));
  if (!parsed.success) {
    return { event: '', eventTime: null, issueKey: '', projectKey: '', webhookIds: [] };
  }
  const { timestamp, webhookEvent, issue, project, matchedWebhookIds } = parsed.data;
  const ids = new Set(matchedWebhookIds.filter((id) => id !== null));
  return {
    event: webhookEvent,
    eventTime: timestamp,
    issueKey: issue.key,
    projectKey: issue.fields.project.key || projectOf(issue.key) || project.key,
    webhookIds: [...ids].slice(0, mostWebhookIds),
  };
}

/** Text that any database keeps: PostgreSQL refuses NUL, and UTF-8 has no lone surrogates. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function projectOf(issueKey: string): string {
  return /^(.+)-\d+$/.exec(issueKey)?.[1] ?? '';
}

function noFields() {
  return { project: { key: '' } };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
