import { Hono } from 'hono';
import { json } from '../json.ts';
import type { Store } from '../store.ts';
import { grantBehind, requireScopes } from './bearer.ts';
import { sandboxSites, sandboxUser } from './sites.ts';

/** What api.atlassian.com has beside Jira itself: the sites of a grant, and who gave it. */
export function gatewayRoutes(store: Store): Hono {
  const app = new Hono();
  app.get('/oauth/token/accessible-resources', async ({ req }) => {
    const { siteIds, scopes } = await grantBehind(store, req.raw);
    const sites = sandboxSites.filter(({ id }) => siteIds.includes(id));
    const jiraScopes = scopes.filter((scope) => scope.includes('jira'));
    return json(sites.map((site) => ({ ...site, scopes: jiraScopes, avatarUrl: '' })));
  });
  app.get('/me', async ({ req }) => {
    requireScopes(await grantBehind(store, req.raw), 'read:me');
    const { accountId, name } = sandboxUser;
    return json({ account_id: accountId, name, account_type: 'atlassian' });
  });
  return app;
}
