/**
 * Who the sandbox knows: one Connect app, and one OAuth app with one user. They are public on purpose,
 * so that any Jira client can be pointed at the sandbox; they open nothing else.
 */

/** The Connect app: the issuer of its tokens, and the secret that signs them. */
export const sandboxApp = { key: 'sandbox-app', sharedSecret: 'sandbox-shared-secret' } as const;

/** What the site calls itself towards the Connect app: the issuer of the tokens on deliveries. */
export const sandboxClientKey = 'sandbox-site';

/** The OAuth app's client secret, which signs the tokens on deliveries to it. */
export const sandboxClientSecret = 'sandbox-client-secret';

/** The access token of the OAuth app, acting for its one user. */
export const sandboxToken = 'sandbox-token';

/** The two doors: everything that a client puts before `/rest/api/3/webhook`. */
export const sandboxPaths = { connect: '/sandbox', oauth: '/sandbox/ex/jira/sandbox' } as const;

/** Where time, faults and events are turned by hand. */
export const sandboxControlPath = '/sandbox/control';

/** How many webhooks each caller may register (FACTS, "Limits"). */
export const sandboxLimits = { connect: 100, oauth: 5 } as const;

/** Whose webhooks: a Connect app's are its own, an OAuth app's belong to its user as well. */
export type Identity = keyof typeof sandboxPaths;
