/**
 * The registrations that Jira holds, as last read, and the two ways to change them. The answer to a
 * registration is trusted only where it is clear: otherwise the list is read again and compared.
 */
import type { JiraClient, ListedWebhook } from '../client.ts';
import { concernsAll, JiraError } from '../errors.ts';
import type { RegistrationEntry } from './file.ts';
import { read, write, type Patience } from './patience.ts';
import { equals } from './plan.ts';
import type { RegistrationResult, WebhookDetails, WebhookId } from '../wire.ts';

export type RegistrationsClient = Pick<
  JiraClient,
  'listWebhooks' | 'registerWebhooks' | 'deleteWebhooks'
>;

export type Registered =
  | { kind: 'created'; id: WebhookId }
  /** In Jira's own words. */
  | { kind: 'refused'; messages: readonly string[] }
  /** It may have happened, or may yet: never to be repeated without reading the list. */
  | { kind: 'unknown'; why: string }
  | { kind: 'not-sent'; why: string };

export type Deleted = { kind: 'deleted' } | Exclude<Registered, { kind: 'created' }>;

export interface RegistrationsSite {
  /** The webhook of this id in the last reading. */
  find(id: WebhookId): ListedWebhook | undefined;
  /** A webhook equal to `entry` that nobody has claimed, claimed herewith. */
  claimEqual(entry: RegistrationEntry): WebhookId | undefined;
  /** Takes a webhook out of those that {@link claimEqual} may find. */
  claim(id: WebhookId): void;
  /**
   * One request, for entries of one URL, none of which {@link claimEqual} finds any more. One answer each,
   * in order.
   */
  register(entries: readonly RegistrationEntry[]): Promise<Registered[]>;
  /** Resolves only after the list was read again, which alone tells what became of the webhook. */
  delete(id: WebhookId): Promise<Deleted>;
  /** Reads the list again; its error where it can't be read. */
  readAgain(): Promise<JiraError | undefined>;
  /** Why nothing more should be sent, once that is so. */
  readonly closedBecause: string | undefined;
}

/** Rejects with a `JiraError` where the list can't be read. */
export async function openSite(
  jira: RegistrationsClient,
  patience: Patience,
): Promise<RegistrationsSite> {
  const claimed = new Set<WebhookId>();
  let listed = await list();
  let closedBecause: string | undefined;

  async function list() {
    const webhooks = await read(() => jira.listWebhooks(), patience);
    return new Map(webhooks.map((webhook) => [webhook.id, webhook]));
  }

  async function readAgain(): Promise<JiraError | undefined> {
    try {
      listed = await list();
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
      closedBecause = `The list of webhooks can no longer be read: ${error.message}`;
      return error;
    }
  }

  function claimEqual(entry: RegistrationEntry): WebhookId | undefined {
    for (const [id, webhook] of listed) {
      if (claimed.has(id) || !equals(entry, webhook)) continue;
      claimed.add(id);
      return id;
    }
  }

  /** What was there before the request is claimed by now, so what is found is what the request made. */
  async function lookFor(
    entries: readonly RegistrationEntry[],
    error: JiraError,
  ): Promise<Registered[]> {
    const unreadable = await readAgain();
    if (unreadable) {
      const why = `No clear answer came (${error.message}), and the list can’t be read: ${unreadable.message}`;
      return entries.map(() => ({ kind: 'unknown', why }));
    }
    return entries.map((entry) => {
      const id = claimEqual(entry);
      if (id !== undefined) return { kind: 'created', id };
      const why = `No clear answer came (${error.message}), and it is not in the list. It may still appear.`;
      return { kind: 'unknown', why };
    });
  }

  function refusal(error: JiraError): Exclude<Registered, { kind: 'created' }> {
    const { kind, message, messages } = error;
    if (concernsAll(error)) closedBecause = message;
    if (kind === 'rate-limited') return { kind: 'not-sent', why: `Jira asks to wait: ${message}` };
    return { kind: 'refused', messages: messages.length > 0 ? messages : [message] };
  }

  function toRegistered(result: RegistrationResult): Registered {
    if ('errors' in result) return { kind: 'refused', messages: result.errors };
    claimed.add(result.createdWebhookId);
    return { kind: 'created', id: result.createdWebhookId };
  }

  return {
    find: (id) => listed.get(id),
    claimEqual,
    claim: (id) => void claimed.add(id),
    readAgain,
    get closedBecause() {
      return closedBecause;
    },

    async register(entries) {
      const url = entries[0]?.url ?? '';
      const webhooks = entries.map(detailsOf);
      try {
        const results = await write(() => jira.registerWebhooks({ url, webhooks }), patience);
        return results.map(toRegistered);
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
        if (error.effectUnknown) return lookFor(entries, error);
        const refused = refusal(error);
        return entries.map(() => refused);
      }
    },

    async delete(id) {
      const failure = await write(() => jira.deleteWebhooks([id]), patience).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof JiraError) return error;
          throw error;
        },
      );
      const unreadable = await readAgain();
      if (unreadable) {
        const why = `Whether webhook ${id} was deleted is not known, since the list can’t be read: ${unreadable.message}`;
        return { kind: 'unknown', why };
      }
      if (!listed.has(id)) return { kind: 'deleted' };
      if (failure && !failure.effectUnknown) return refusal(failure);
      const said = failure ? `: ${failure.message}` : ', although Jira accepted its deletion.';
      return { kind: 'unknown', why: `Webhook ${id} is still there${said}` };
    },
  };
}

function detailsOf(entry: RegistrationEntry): WebhookDetails {
  const { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = entry;
  return { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter };
}
