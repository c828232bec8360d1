/** As much of the package as the tests use: it comes without types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Account {
    accountId: string;
    claims: () => Record<string, unknown>;
  }

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: Record<string, unknown>[];
        claims: Record<string, string[]>;
        findAccount: (context: unknown, id: string) => Account;
        jwks: { keys: unknown[] };
        ttl: Record<string, number>;
        cookies: { keys: string[] };
      },
    );
    callback(): RequestListener;
  }
}
