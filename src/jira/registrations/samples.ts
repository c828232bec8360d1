/** Registrations made up and made by chance. For tests. */
import * as fc from 'fast-check';
import type { ListedWebhook } from '../client.ts';
import { registrableEvents } from '../events.ts';
import { webhookId, type Webhook } from '../wire.ts';

export function listed(id: number, more: Partial<Webhook> = {}): ListedWebhook {
  return {
    id: webhookId.parse(id),
    url: 'https://a.example/hook',
    events: ['comment_created'],
    jqlFilter: 'project = A',
    ...more,
    json: {},
  };
}

/** Few of each kind, so that many are equal or nearly so. */
const names = registrableEvents.slice(0, 4).map(({ name }) => name);
const someOf = (values: readonly string[]) =>
  fc.array(fc.constantFrom(...values), { maxLength: values.length });
const filter = fc.option(someOf(['status', 'assignee', 'summary']), { nil: undefined });

export const listedWebhooks = fc
  .array(
    fc.record({
      url: fc.constantFrom('https://a.example/hook', 'https://b.example/', 'https://c.example'),
      events: fc.oneof(someOf(names), fc.array(fc.string(), { maxLength: 2 })),
      jqlFilter: fc.oneof(
        fc.constantFrom('project = A', ' project = A ', 'project = B', ''),
        fc.string(),
      ),
      fieldIdsFilter: filter,
      issuePropertyKeysFilter: filter,
      expirationDate: fc.option(fc.nat(), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((details, index) => listed(index + 1, details)));
