import type { Insertable, Kysely } from 'kysely';
import * as z from 'zod/mini';
import { isSingleLine } from './single-line.ts';
import type { ConnectionsTable, Tables } from '../store/tables.ts';
import { hostOf, readUrl } from '../outbound/destination.ts';
import type { KeyRing } from './key-ring.ts';
import { newConnectionId } from './new-id.ts';
import { placeOf } from './sealed-rows.ts';

const text = (name: string, most: number) =>
  z
    .string(`${name} must be a text`)
    .check(
      z.trim(),
      z.minLength(1, `${name} must not be empty`),
      z.maxLength(most, `${name} must have at most ${most} characters`),
      z.refine(isSingleLine, `${name} must be one line`),
    );

export const connectionName = text('name', 200);

/** By whom and for which address a Connect app's deliveries are signed. */
export const clientKey = text('clientKey', 200);
export const appUrl = text('appUrl', 500).check(
  z.refine(
    isAppUrl,
    'appUrl must be an address over https without a query, such as https://app.acme.example',
  ),
);
interface Signing {
  clientKey?: string | null | undefined;
  appUrl?: string | null | undefined;
}
const isSaid = (value: string | null | undefined) => typeof value === 'string';
export const isSigningWhole = z.refine<Signing>(
  ({ clientKey, appUrl }) =>
    isSaid(clientKey) === isSaid(appUrl) && (clientKey === null) === (appUrl === null),
  'clientKey and appUrl are of use together only',
);

/** A site on which the Connect app is installed, with what came in its `installed` callback. */
export const newTenant = z
  .object({
    kind: z.literal('connect', 'kind must be connect'),
    name: z.optional(connectionName),
    siteUrl: text('siteUrl', 500),
    appKey: text('appKey', 200),
    sharedSecret: text('sharedSecret', 1000),
    clientKey: z.optional(clientKey),
    appUrl: z.optional(appUrl),
  })
  .check(isSigningWhole);
export type NewTenant = z.output<typeof newTenant>;

function isAppUrl(typed: string): boolean {
  const url = readUrl(typed);
  return url instanceof URL && url.protocol === 'https:' && url.search === '';
}

/**
 * The site's base URL without its last slash, or what is wrong with it. Whether its host is public is seen
 * when connecting; the path is a private site's only, since Jira Cloud stands at the root.
 */
export function readSiteUrl(
  typed: string,
  privateSites: ReadonlySet<string>,
): { siteUrl: string } | { fault: string } {
  const url = readUrl(typed);
  if (typeof url === 'string') return { fault: `siteUrl: ${url}` };
  const isPrivate = privateSites.has(hostOf(url));
  if (url.protocol !== 'https:' && !isPrivate) {
    return { fault: 'siteUrl must begin with https://, such as https://acme.atlassian.net' };
  }
  if (url.search !== '' || (url.pathname !== '/' && !isPrivate)) {
    return {
      fault: 'siteUrl must be the address of the site alone, such as https://acme.atlassian.net',
    };
  }
  return { siteUrl: url.href.replace(/\/+$/, '') };
}

export interface TenantStore {
  database: Kysely<Tables>;
  keys: KeyRing;
  now: number;
}

/** Keeps a new one; undefined where the app's connection to this site is there already. */
export async function addTenant(
  { database, keys, now }: TenantStore,
  { name, appKey, sharedSecret, clientKey = '', appUrl = '' }: NewTenant,
  siteUrl: string,
): Promise<string | undefined> {
  const id = newConnectionId(siteUrl);
  const row: Insertable<ConnectionsTable> = {
    id,
    kind: 'connect',
    name: name ?? new URL(siteUrl).host,
    site_url: siteUrl,
    app_key: appKey,
    client_key: clientKey,
    app_url: appUrl,
    cloud_id: '',
    grant_id: '',
    paused: 0,
    ...keys.seal(placeOf('connections', id), sharedSecret),
    created_at: now,
    revision: 1,
  };
  const added = await database
    .insertInto('connections')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['site_url', 'app_key', 'cloud_id', 'grant_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}
