import type { JiraClient, ListedWebhook } from '../../jira/client.ts';
import { JiraError } from '../../jira/errors.ts';
import type { RegistrationRequest, WebhookDetails, WebhookId } from '../../jira/wire.ts';

export interface Registrar {
  jira: Pick<JiraClient, 'registerWebhooks'>;
  /** Reads the list anew, never from a reading that began before the call. */
  readList(): Promise<ListedWebhook[]>;
}

/** What became of one requested webhook. */
export type ItemOutcome =
  | { kind: 'created'; id: WebhookId; listed: ListedWebhook | undefined }
  | { kind: 'refused'; errors: string[] }
  /** No answer said so, and the list read afterwards does not hold it. */
  | { kind: 'unseen'; because: string }
  /** No answer said so, and the list cannot be read either. */
  | { kind: 'unknown'; because: string };

export type RegisterResult =
  /** Nothing was registered: refused as a whole, or not even sent. */
  | { kind: 'refused'; error: JiraError }
  | { kind: 'outcomes'; outcomes: ItemOutcome[]; known: ReadonlySet<WebhookId> };

/**
 * Registers and finds out what came of it. A request is sent once: where its answer is lost, the list is
 * read and compared with what was known before.
 */
export async function register(
  { jira, readList }: Registrar,
  request: RegistrationRequest,
): Promise<RegisterResult> {
  let before: ListedWebhook[];
  try {
    before = await readList();
  } catch (error) {
    return { kind: 'refused', error: asJiraError(error) };
  }
  const known = new Set(before.map(({ id }) => id));
  try {
    const results = await jira.registerWebhooks(request);
    const after = await readList().catch(() => undefined);
    const outcomes = results.map((result): ItemOutcome => {
      if ('errors' in result) return { kind: 'refused', errors: result.errors };
      const id = result.createdWebhookId;
      return { kind: 'created', id, listed: after?.find((webhook) => webhook.id === id) };
    });
    return { kind: 'outcomes', outcomes, known };
  } catch (cause) {
    const error = asJiraError(cause);
    if (!error.effectUnknown) return { kind: 'refused', error };
    return { kind: 'outcomes', outcomes: await lookAgain(readList, request, known, error), known };
  }
}

/** Looks in the list for what may have been registered without an answer. */
export async function lookAgain(
  readList: Registrar['readList'],
  request: RegistrationRequest,
  known: ReadonlySet<WebhookId>,
  error: JiraError,
): Promise<ItemOutcome[]> {
  let after: ListedWebhook[];
  try {
    after = await readList();
  } catch (cause) {
    const because = `${error.message} The list could not be read either: ${asJiraError(cause).message}`;
    return request.webhooks.map(() => ({ kind: 'unknown', because }));
  }
  const fresh = after.filter(({ id }) => !known.has(id));
  return request.webhooks.map((details) => {
    const index = fresh.findIndex((webhook) => isSame(webhook, details, request.url));
    const [found] = index === -1 ? [] : fresh.splice(index, 1);
    return found
      ? { kind: 'created', id: found.id, listed: found }
      : { kind: 'unseen', because: error.message };
  });
}

/** Whether a listed webhook is what was asked for; lists are sets to Jira. A missing URL proves nothing. */
export function isSame(listed: ListedWebhook, details: WebhookDetails, url: string): boolean {
  return (
    (listed.url ?? url) === url &&
    listed.jqlFilter.trim() === details.jqlFilter.trim() &&
    sameSet(listed.events, details.events) &&
    sameSet(listed.fieldIdsFilter, details.fieldIdsFilter) &&
    sameSet(listed.issuePropertyKeysFilter, details.issuePropertyKeysFilter)
  );
}

function sameSet(one: readonly string[] = [], other: readonly string[] = []): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && a.isSubsetOf(b);
}

function asJiraError(error: unknown): JiraError {
  if (error instanceof JiraError) return error;
  throw error;
}
