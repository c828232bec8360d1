/** Who may use the console, as the environment says it. */
import { BlockList, isIP } from 'node:net';
import * as z from 'zod/mini';
import { role, type Role } from '../../jira/access.ts';
import type { Environment } from '../configuration.ts';
import { isLoopback } from '../http/security.ts';
import { StartError } from '../start-error.ts';

interface Reached {
  /** Where browsers reach the console: an origin. */
  publicUrl: URL;
  /** What the values of a claim or a header stand for. */
  roles: ReadonlyMap<string, Role>;
}

export type AccessSettings =
  | { kind: 'none' }
  | (Reached & {
      kind: 'oidc';
      issuer: URL;
      clientId: string;
      clientSecret: string;
      roleClaim: string;
    })
  | (Reached & { kind: 'proxy'; peers: BlockList; userHeader: string; roleHeader: string });

export type ProviderSettings = Extract<AccessSettings, { kind: 'oidc' }>;
export type ProxySettings = Extract<AccessSettings, { kind: 'proxy' }>;

const failing = <T>(message: string, read: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    }),
  );

/** Over plain http a password or a cookie can be read on the way, so only this machine may be meant. */
const isSafe = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

const publicUrl = failing(
  'PUBLIC_URL must be where browsers reach the console, without a path: https://console.acme.example (http only on this machine).',
  (text) => {
    const url = URL.parse(text);
    return url && isSafe(url) && url.href === `${url.origin}/` ? url : undefined;
  },
);

const issuer = failing(
  'OIDC_ISSUER must be the https address of an OpenID provider, as it writes itself (http only on this machine).',
  (text) => {
    const url = URL.parse(text);
    return url && isSafe(url) && url.username === '' ? url : undefined;
  },
);

const roles = failing(
  'OIDC_ROLES must be like jira-staff=viewer,jira-operations=operator,jira-owners=admin.',
  (text) => {
    const entries = text.split(',').map((entry): [string, Role | undefined] => {
      const equals = entry.lastIndexOf('=');
      const value = entry.slice(0, Math.max(0, equals)).trim();
      return [value, role.safeParse(entry.slice(equals + 1).trim()).data];
    });
    const known = entries.flatMap(([value, held]) =>
      value !== '' && held ? [[value, held] as const] : [],
    );
    return known.length === entries.length ? new Map(known) : undefined;
  },
);

const peers = failing(
  'TRUSTED_PROXY must be the IP address of the reverse proxy, or several joined by commas.',
  (text) => {
    const list = new BlockList();
    for (const address of text.split(',').map((part) => part.trim())) {
      const family = isIP(address);
      if (family === 0) return undefined;
      list.addAddress(address, family === 4 ? 'ipv4' : 'ipv6');
    }
    return list;
  },
);

const headerName = (variable: string, fallback: string) =>
  z._default(
    z
      .string()
      .check(z.regex(/^[\w-]+$/, `${variable} must be the name of a header.`), z.toLowerCase()),
    fallback,
  );

const schema = z.object({
  PUBLIC_URL: z.optional(publicUrl),
  OIDC_ISSUER: z.optional(issuer),
  OIDC_CLIENT_ID: z.optional(z.string()),
  OIDC_CLIENT_SECRET: z.optional(z.string()),
  OIDC_ROLE_CLAIM: z._default(z.string(), 'roles'),
  OIDC_ROLES: z._default(roles, new Map(role.options.map((name) => [name, name]))),
  TRUSTED_PROXY: z.optional(peers),
  TRUSTED_USER_HEADER: headerName('TRUSTED_USER_HEADER', 'x-forwarded-user'),
  TRUSTED_ROLE_HEADER: headerName('TRUSTED_ROLE_HEADER', 'x-forwarded-groups'),
});
type Given = z.output<typeof schema>;

/** Throws {@link StartError} where a console on the network would be open to everybody there. */
export function readAccessSettings(environment: Environment, host: string): AccessSettings {
  // Set and empty means not set: that is how a compose file leaves a variable out.
  const given = Object.keys(schema.shape).flatMap((name) =>
    environment[name] ? [[name, environment[name]]] : [],
  );
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    throw new StartError(parsed.error.issues[0]?.message ?? 'The environment can’t be read.');
  }
  const settings = settingsOf(parsed.data);
  if (settings.kind === 'none' && !isLoopback(host)) {
    throw new StartError(
      'HOST opens the console to a network, so people have to sign in: set PUBLIC_URL with OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or with TRUSTED_PROXY; or leave HOST out.',
    );
  }
  return settings;
}

function settingsOf(given: Given): AccessSettings {
  const { OIDC_ISSUER, TRUSTED_PROXY, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = given;
  const shared = { roles: given.OIDC_ROLES, publicUrl: given.PUBLIC_URL };
  if (OIDC_ISSUER && TRUSTED_PROXY) {
    throw new StartError('Set OIDC_ISSUER or TRUSTED_PROXY, not both.');
  }
  if (TRUSTED_PROXY) {
    return {
      ...required(shared, { publicUrl: 'PUBLIC_URL' }, 'TRUSTED_PROXY'),
      kind: 'proxy',
      peers: TRUSTED_PROXY,
      userHeader: given.TRUSTED_USER_HEADER,
      roleHeader: given.TRUSTED_ROLE_HEADER,
    };
  }
  if (OIDC_ISSUER ?? OIDC_CLIENT_ID ?? OIDC_CLIENT_SECRET) {
    const all = {
      ...shared,
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
    };
    const names = {
      issuer: 'OIDC_ISSUER',
      clientId: 'OIDC_CLIENT_ID',
      clientSecret: 'OIDC_CLIENT_SECRET',
      publicUrl: 'PUBLIC_URL',
    } as const;
    const roleClaim = given.OIDC_ROLE_CLAIM;
    return { ...required(all, names, 'log-in by OpenID Connect'), kind: 'oidc', roleClaim };
  }
  return { kind: 'none' };
}

type Present<Values, Names> = {
  [Name in keyof Values]: Name extends keyof Names
    ? Exclude<Values[Name], undefined>
    : Values[Name];
};

/** The same values, none of the named ones missing. */
function required<Values extends object, Names extends Partial<Record<keyof Values, string>>>(
  values: Values,
  names: Names,
  what: string,
): Present<Values, Names> {
  const missing = Object.entries(names).find(
    ([name]) => values[name as keyof Values] === undefined,
  );
  if (missing) throw new StartError(`${String(missing[1])} is missing: ${what} needs it.`);
  return values as Present<Values, Names>;
}
