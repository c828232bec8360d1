/** The webhooks that a check makes: told by a word in their filter that nothing else has, and deleted by it. */
import { randomBytes } from 'node:crypto';
import { JiraError } from '../../jira/errors.ts';
import {
  registrationResponse,
  webhook as webhookSchema,
  webhookPage,
  type RegistrationResult,
  type Webhook,
  type WebhookId,
} from '../../jira/wire.ts';
import type { Answer, Site } from './site.ts';

export interface Asked {
  url: string;
  webhooks: { events: string[]; jqlFilter: string }[];
}

export type OwnWebhooks = ReturnType<typeof ownWebhooks>;

/** The start of every word, so that what an earlier check left can be told too. */
const wordStart = 'JWCCHECK';

export function ownWebhooks() {
  const word = `${wordStart}${randomBytes(5).toString('hex').toUpperCase()}`;
  const made = new Set<WebhookId>();
  /** Undefined where the answer is none that Jira documents. */
  const resultsOf = (answer: Answer): RegistrationResult[] | undefined =>
    registrationResponse.safeParse(answer.json).data?.webhookRegistrationResult;
  return {
    /** Two clauses that exclude each other: no issue matches, so that nothing is sent. */
    nothing: `project = ${word} AND project != ${word}`,
    word,
    resultsOf,
    async register(site: Site, body: Asked): Promise<Answer> {
      const answer = await site.call({ method: 'POST', body, accept: [400] });
      for (const result of resultsOf(answer) ?? []) {
        if ('createdWebhookId' in result) made.add(result.createdWebhookId);
      }
      return answer;
    },
    /** Those of this check that Jira lists, or of an earlier one. */
    async listed(site: Site, of: 'this' | 'any' = 'this'): Promise<Webhook[]> {
      const sought = of === 'this' ? word : wordStart;
      const all = await listAll(site);
      return all.filter(
        ({ id, jqlFilter }) => jqlFilter.includes(sought) || (of === 'this' && made.has(id)),
      );
    },
    /** Deletes all of this check and lists again: what is left, or undefined where nobody knows. */
    async remove(site: Site): Promise<WebhookId[] | undefined> {
      try {
        const found = (await this.listed(site)).map(({ id }) => id);
        if (found.length === 0) return [];
        const call = { method: 'DELETE', body: { webhookIds: found } } as const;
        // Whatever is answered, the list tells.
        await site.call(call).catch(onlyJiraError);
        return (await this.listed(site)).map(({ id }) => id);
      } catch (error) {
        onlyJiraError(error);
        return undefined;
      }
    },
  };
}

async function listAll(site: Site): Promise<Webhook[]> {
  const all = new Map<WebhookId, Webhook>();
  for (let startAt = 0; ;) {
    const path = `?startAt=${startAt}&maxResults=100`;
    const { json } = await site.call({ method: 'GET', path });
    const page = webhookPage.safeParse(json).data;
    if (!page) throw new JiraError({ kind: 'garbled', messages: ['The list can’t be read.'] });
    const before = all.size;
    for (const value of page.values) {
      const entry = webhookSchema.safeParse(value).data;
      if (entry) all.set(entry.id, entry);
    }
    startAt += page.values.length;
    // A site that repeats itself is not asked for ever.
    if (page.isLast || all.size === before) return [...all.values()];
  }
}

function onlyJiraError(error: unknown): void {
  if (!(error instanceof JiraError)) throw error;
}
