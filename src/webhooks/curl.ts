import type { Webhook } from '../jira/wire.ts';
import { detailsOf } from './prefill.ts';

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
