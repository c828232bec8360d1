import type { ConnectionSummary } from '../../jira/connection.ts';
import type { Webhook } from '../../jira/wire.ts';

export interface UrlAdvice {
  /** `refusal`: Jira will not take it. `warning`: it may, and nothing will arrive. */
  kind: 'refusal' | 'warning';
  message: string;
  /** A URL that would do. */
  instead?: string;
}

/** What is wrong with the URL, if anything, as far as it can be told from here. */
export function adviseUrl(
  text: string,
  connection: Pick<ConnectionSummary, 'kind'>,
  listed: readonly Pick<Webhook, 'url'>[],
): UrlAdvice | undefined {
  const url = URL.parse(text.trim());
  if (!url) return { kind: 'refusal', message: 'Write the whole URL, beginning with https://.' };
  if (url.protocol !== 'https:') {
    return {
      kind: 'refusal',
      message: 'Jira sends to HTTPS only.',
      ...(url.protocol === 'http:' && { instead: text.trim().replace(/^http:/i, 'https:') }),
    };
  }
  const used = usedUrl(connection, listed);
  if (used !== undefined && used !== text.trim()) {
    return {
      kind: 'refusal',
      message: `Jira takes a single URL per user from an OAuth app, and this user already has ${used}.`,
      instead: used,
    };
  }
  if (isUnreachable(url.hostname)) {
    return {
      kind: 'warning',
      message: `Jira Cloud cannot reach ${url.hostname}: it is a private or local address.`,
    };
  }
  return undefined;
}

/** The one URL that an OAuth user's webhooks go to; a second, different one is refused (seen on real sites). */
export function usedUrl(
  { kind }: Pick<ConnectionSummary, 'kind'>,
  listed: readonly Pick<Webhook, 'url'>[],
): string | undefined {
  return kind === 'oauth' ? listed.find(({ url }) => url !== undefined)?.url : undefined;
}

/** Names and addresses that mean something only inside a network (RFC 1918, 3927, 4193, 6598, 6761, 6762). */
function isUnreachable(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:)/.test(host);
  const [a = 0, b = 0, c, d] = host.split('.').map(Number);
  if (Number.isInteger(a) && Number.isInteger(d) && Number.isInteger(c)) {
    return (
      a === 0 ||
      a === 10 ||
      a === 127 ||
      (a === 100 && b >= 64 && b < 128) ||
      (a === 169 && b === 254) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 192 && b === 168)
    );
  }
  return (
    !host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/.test(host)
  );
}
