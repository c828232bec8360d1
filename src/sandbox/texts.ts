/** Sentences seen on real sites, or that production clients rely on. Not to be changed by taste. */
export const establishedTexts = {
  oauthLimit: (limit: number) => `A maximum of ${limit} webhooks is allowed per app per user.`,
  singleUrl: (url: string) =>
    `Only a single URL per user is allowed to be registered via REST API. The currently used URL: ${url}`,
  /** Part of the gateway's 401 where the token lacks a scope. */
  scope: 'scope does not match',
  /** Atlassian, "Implementing the Refresh Token Flow". */
  deadRefreshToken: 'Unknown or invalid refresh token.',
} as const;

/**
 * UNVERIFIED, all of them: nobody has established what Jira says here. They are kept together, so that
 * one who knows can mend them in one place. Nothing should recognise an error by these words.
 */
export const unverifiedTexts = {
  // Registration, per item
  connectLimit: (limit: number) =>
    `A maximum of ${limit} webhooks is allowed per app on this site.`,
  invalidUrl: (url: string) => `The URL is invalid: ${url}`,
  urlNotHttps: (url: string) => `The URL must use HTTPS: ${url}`,
  urlNotBelowBase: (base: string) => `The URL must use the same base URL as the app: ${base}`,
  noEvents: 'At least one event must be specified.',
  unknownEvent: (event: string) => `The event ${event} is unsupported`,

  // Requests, as a whole
  invalidPayload: 'Invalid request payload. Refer to the REST API documentation and try again.',
  noWebhooks: 'At least one webhook must be specified.',
  payloadTooLarge: (limit: number) => `The request body is larger than ${limit} bytes.`,
  invalidParameter: (name: string, value: string) =>
    `The value '${value}' is not valid for the parameter '${name}'.`,
  notFound: 'The requested resource does not exist.',
  methodNotAllowed: (method: string) => `The method ${method} is not allowed here.`,
  internalError: 'An internal error occurred.',

  // Callers
  notAnApp: 'Only Connect and OAuth 2.0 apps can use this operation.',
  notAConnectApp: 'Only Connect apps can use this operation.',
  unauthorized: 'Unauthorized',
  rateLimited: 'Rate limit exceeded.',

  // The authorization server
  unknownCallback: 'The callback is not one of this app.',
  unknownScope: 'The app may not ask for one of these scopes.',
  consentDenied: 'The user did not allow the request.',
  deadCode: 'Invalid authorization code',
} as const;
