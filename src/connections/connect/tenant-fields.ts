import type { NewTenant } from './connect-client.ts';

/** As the screen asks. */
export interface TenantValues {
  name: string;
  siteUrl: string;
  appKey: string;
  sharedSecret: string;
  clientKey: string;
  appUrl: string;
}

export const emptyTenant: TenantValues = {
  name: '',
  siteUrl: '',
  appKey: '',
  sharedSecret: '',
  clientKey: '',
  appUrl: '',
};

export const fieldLabels = {
  siteUrl: 'Site address',
  appKey: 'App key',
  sharedSecret: 'Shared secret',
  name: 'Name',
  clientKey: 'Client key',
  appUrl: 'Base URL of the app',
} as const satisfies Record<keyof TenantValues, string>;

type Field = keyof typeof fieldLabels;
const isField = (name: string): name is Field => Object.hasOwn(fieldLabels, name);

/** A name that was left empty is the server's to give. Who signs is said whole or not at all. */
export function toTenant(values: TenantValues): NewTenant {
  const { name, siteUrl, clientKey, appUrl, ...secrets } = values;
  const address = siteUrl.trim();
  return {
    ...(name.trim() === '' ? {} : { name }),
    // As people say it: without the scheme there is only one that can be meant.
    siteUrl: /^[\w.-]+$/.test(address) ? `https://${address}` : address,
    ...secrets,
    ...(isSigned(values) ? { clientKey, appUrl } : {}),
  };
}

export const isSigned = ({ clientKey, appUrl }: Pick<TenantValues, 'clientKey' | 'appUrl'>) =>
  clientKey.trim() !== '' || appUrl.trim() !== '';

/**
 * The field that a refusal speaks of, and the refusal in the words of the screen: the server names fields as
 * the wire does.
 */
export function placeRefusal(message: string): { field: Field | 'root'; message: string } {
  const [, name = '', rest = ''] = /^(\w+)(:? .*)$/su.exec(message) ?? [];
  if (isField(name)) return { field: name, message: fieldLabels[name] + rest };
  return { field: /is there already/.test(message) ? 'appKey' : 'root', message };
}
