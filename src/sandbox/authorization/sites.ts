/** Where the authorization server and the gateway stand: the settings for a client name these two. */
export const authorizationPaths = { auth: '/sandbox/auth', api: '/sandbox/api' } as const;

/** The OAuth app that the authorization server knows; its secret is `sandboxClientSecret`. */
export const sandboxClientId = 'sandbox-client';

/** The one person who has an account here. */
export const sandboxUser = { accountId: 'sandbox-user', name: 'Sam Sandbox' } as const;

/** The sites that person may choose from. The first is the one that all other doors lead to. */
export const sandboxSites = [
  { id: 'sandbox', name: 'sandbox', url: 'https://sandbox.example' },
  { id: 'sandbox-borealis', name: 'borealis', url: 'https://borealis.sandbox.example' },
] as const;

export type SiteId = (typeof sandboxSites)[number]['id'];

/** The scopes that the app may ask for. */
export const knownScopes: readonly string[] = [
  'read:me',
  'read:jira-work',
  'manage:jira-webhook',
  'offline_access',
];
