/** For tests: a Jira of a dozen lines whose answers can be refused or lost, before or after the deed. */
import { JiraError } from '../../jira/errors.ts';
import type { ListedWebhook } from '../../jira/client.ts';
import {
  webhookId,
  type RegistrationRequest,
  type WebhookDetails,
  type WebhookId,
} from '../../jira/wire.ts';

export type Mishap = 'refuse' | 'refuse-item' | 'lose-before' | 'lose-after' | 'rate-limit';

const lost = () => new JiraError({ kind: 'timeout', messages: ['No answer came in time.'] });
const refused = () => new JiraError({ kind: 'forbidden', status: 403, messages: ['Not an app.'] });

export function fakeJira(initial: readonly (WebhookDetails & { url: string })[] = []) {
  let nextId = 1;
  const add = (details: WebhookDetails, url: string) => {
    const id = webhookId.parse(nextId++);
    webhooks.set(id, { ...details, url, id, expirationDate: 1e12, json: null });
    return id;
  };
  const webhooks = new Map<WebhookId, ListedWebhook>();
  for (const { url, ...details } of initial) add(details, url);
  /** What goes wrong at the next calls, in their order; nothing where it is empty. */
  const mishaps: (Mishap | undefined)[] = [];
  const sent: RegistrationRequest[] = [];

  function strike<T>(deed: () => T): T {
    const mishap = mishaps.shift();
    if (mishap === 'refuse') throw refused();
    if (mishap === 'rate-limit') {
      throw new JiraError({ kind: 'rate-limited', status: 429, messages: ['Wait.'] });
    }
    if (mishap === 'lose-before') throw lost();
    const answer = deed();
    if (mishap === 'lose-after') throw lost();
    return answer;
  }

  return {
    webhooks,
    mishaps,
    sent,
    jira: {
      registerWebhooks: async (request: RegistrationRequest) => {
        sent.push(request);
        if (mishaps[0] === 'refuse-item') {
          mishaps.shift();
          return request.webhooks.map(() => ({ errors: ['The clause watchCount is unsupported'] }));
        }
        return strike(() =>
          request.webhooks.map((details) => ({ createdWebhookId: add(details, request.url) })),
        );
      },
      deleteWebhooks: async (ids: readonly WebhookId[]) => {
        strike(() => {
          for (const id of ids) webhooks.delete(id);
        });
      },
    },
    readList: async () => strike(() => [...webhooks.values()]),
  };
}
