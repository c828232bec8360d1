import type { Webhook, WebhookDetails } from '../jira/wire.ts';

/** What to send to have the same webhook again: the listed one without what Jira gave it. */
export function detailsOf(webhook: Webhook): WebhookDetails {
  const { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = webhook;
  return {
    events,
    jqlFilter,
    ...(fieldIdsFilter && { fieldIdsFilter }),
    ...(issuePropertyKeysFilter && { issuePropertyKeysFilter }),
  };
}

/** A command that registers the same webhook; site and credentials stay in the reader's environment. */
export function curlToRegister(webhook: Webhook): string {
  const request = { url: webhook.url ?? 'https://…', webhooks: [detailsOf(webhook)] };
  return [
    'curl --request POST "$JIRA_BASE_URL/rest/api/3/webhook"',
    '--header "Authorization: $JIRA_AUTHORIZATION"',
    "--header 'Content-Type: application/json'",
    `--data ${shellQuoted(JSON.stringify(request))}`,
  ].join(' \\\n  ');
}

/** One word of a POSIX shell, whatever the text holds. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
