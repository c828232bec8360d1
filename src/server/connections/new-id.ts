import { randomBytes } from 'node:crypto';

/**
 * An id that says which site, and that nothing else ever had: the archive of one that was removed must not
 * pass to another, and no screen's address is like it.
 */
export function newConnectionId(siteUrl: string): string {
  const [label = ''] = new URL(siteUrl).hostname.split('.');
  const name = label.replaceAll(/[^a-z\d]+/g, '-').slice(0, 40);
  return `${name || 'site'}-${randomBytes(4).toString('hex')}`;
}
