/** A Jira in a few lines, that refuses and loses answers as it is told to. For tests. */
import type { ListedWebhook } from '../client.ts';
import { JiraError } from '../errors.ts';
import type { RegistrationsClient } from './site.ts';
import { webhookId, type RegistrationResult, type WebhookDetails } from '../wire.ts';

/** What becomes of one call. */
export type Fate =
  | 'done'
  /** Nothing happened, and the answer says so. */
  | 'rate-limited'
  | 'invalid'
  | 'forbidden'
  /** The answer is lost, and the call had no effect; or had it; or has it after the next reading. */
  | 'lost'
  | 'lost, done'
  | 'lost, done later'
  /** Of several webhooks, every second is refused. */
  | 'half refused';

export const fates: readonly Fate[] = [
  'done',
  'rate-limited',
  'invalid',
  'forbidden',
  'lost',
  'lost, done',
  'lost, done later',
  'half refused',
];

export const refusalText = 'The clause watchCount is unsupported';

export interface FakeJira extends RegistrationsClient {
  webhooks: ListedWebhook[];
  /** Each call in a word, with how many webhooks it was about. */
  calls: string[];
}

export function fakeJira(
  before: readonly ({ url: string } & WebhookDetails)[] = [],
  fateOf: (call: string) => Fate = () => 'done',
): FakeJira {
  let nextId = 1;
  let later: (() => void)[] = [];
  const create = (url: string, details: WebhookDetails): ListedWebhook => {
    const id = webhookId.parse(nextId++);
    return { id, url, ...details, expirationDate: Date.now() + 1e9, json: {} };
  };

  /** `effect` is carried out or not, and answered or not. */
  async function call<T>(name: string, effect: (fate: Fate) => T): Promise<T> {
    const [operation = ''] = name.split(' ');
    const fate = fateOf(operation);
    jira.calls.push(name);
    await Promise.resolve();
    switch (fate) {
      case 'done':
      case 'half refused':
        return effect(fate);
      case 'rate-limited':
        throw error('rate-limited', 429);
      case 'invalid':
        throw error('invalid', 400);
      case 'forbidden':
        throw error('forbidden', 403);
      case 'lost, done':
        effect(fate);
        throw error('timeout');
      case 'lost, done later':
        later.push(() => void effect(fate));
        throw error('timeout');
      case 'lost':
        throw error('unreachable');
    }
  }

  const jira: FakeJira = {
    webhooks: before.map(({ url, ...details }) => create(url, details)),
    calls: [],
    listWebhooks: () =>
      call('list', () => {
        const read = [...jira.webhooks];
        const due = later;
        later = [];
        for (const effect of due) effect();
        return read;
      }),
    registerWebhooks: ({ url, webhooks }) =>
      call(`register ${webhooks.length}`, (fate) =>
        webhooks.map((details, index): RegistrationResult => {
          if (fate === 'half refused' && index % 2 === 0) return { errors: [refusalText] };
          const webhook = create(url, details);
          jira.webhooks.push(webhook);
          return { createdWebhookId: webhook.id };
        }),
      ),
    deleteWebhooks: (ids) =>
      call(`delete ${ids.length}`, () => {
        jira.webhooks = jira.webhooks.filter(({ id }) => !ids.includes(id));
      }),
  };
  return jira;
}

function error(kind: JiraError['kind'], status?: number): JiraError {
  return new JiraError({ kind, messages: [`Jira is ${kind}.`], ...(status ? { status } : {}) });
}
