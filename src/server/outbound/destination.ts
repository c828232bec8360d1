import { isIP } from 'node:net';
import type { Network } from './network.ts';
import { NotSent } from './not-sent.ts';
import { isPublic } from './public-addresses.ts';
import { whyNotFound } from '../resend/words.ts';

/** No server takes a longer one. */
const longestUrl = 8192;

export interface Guard {
  /** Hosts that may be private, and may be spoken to without TLS. */
  allowedHosts: ReadonlySet<string>;
  /** The setting that names them; without it, the one for bodies that are sent again. */
  setting?: string;
  network: Network;
}

/** What was typed, as a URL that can be sent to and recorded, or what is wrong with it. */
export function readUrl(text: string): URL | string {
  if (text.length > longestUrl)
    return 'This url is too long: up to 8,192 characters can be sent to.';
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return 'This is no address on the web. It has to be like https://hooks.example.com/jira.';
  }
  // Recorded and shown as it is, so that it must not hold a password.
  if (url.username !== '' || url.password !== '') {
    return 'An address with a user name or a password in it is not sent to. Leave them out.';
  }
  // Never sent, so not a part of where it went.
  url.hash = '';
  return url;
}

/**
 * The host as a name or an address. The URL parser has written decimal, octal, hexadecimal and full-width
 * spellings of an address as the one they mean (WHATWG URL, 3.5); a last dot changes nothing.
 */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

/** The addresses that may be connected to, all of them checked. Rejects with {@link NotSent}. */
export async function checkedAddresses(
  url: URL,
  { allowedHosts, setting = 'RESEND_HOSTS', network }: Guard,
): Promise<string[]> {
  const host = hostOf(url);
  const isAllowed = allowedHosts.has(host);
  if (url.protocol !== 'https:' && !isAllowed) {
    throw new NotSent(
      'refused',
      `Only https is spoken with other machines. ${setting} can name ${host} as a host that may do without.`,
    );
  }
  // Whatever a resolver says of it (RFC 6761, 6.3).
  if (!isAllowed && /(?:^|\.)localhost$/.test(host)) throw notPublic(host, 'this machine', setting);
  const addresses = isIP(host) === 0 ? await resolve(host, network) : [host];
  const hidden = addresses.find((address) => !isPublic(address));
  if (hidden !== undefined && !isAllowed) throw notPublic(host, hidden, setting);
  return addresses;
}

async function resolve(host: string, network: Network): Promise<string[]> {
  try {
    const addresses = await network.resolve(host);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw new NotSent('failed', whyNotFound(host, cause), { cause });
  }
  throw new NotSent('failed', whyNotFound(host, undefined));
}

function notPublic(host: string, meaning: string, setting: string): NotSent {
  const what = host === meaning ? `${host} is` : `${host} leads to ${meaning}, which is`;
  return new NotSent(
    'refused',
    `${what} not an address on the public Internet. ${setting} can name ${host} as a host that may be sent to all the same.`,
  );
}
