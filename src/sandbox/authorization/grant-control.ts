import { Hono } from 'hono';
import * as z from 'zod/mini';
import { readJson } from '../body.ts';
import { json } from '../json.ts';
import type { Store } from '../store.ts';
import { withoutGrant, type Grant, type Grants } from './grant.ts';

const expireRequest = z.strictObject({
  expire: z.enum(['access', 'refresh', 'both']),
  id: z.optional(z.string()),
});

/** What users let apps do, and an end to it by hand. Tells no token: the sandbox itself knows none. */
export function grantControl(store: Store): Hono {
  const control = new Hono();
  const summary = () => {
    const now = store.clock.now();
    return json(
      [...store.state.grants.values()].map(({ id, scopes, siteIds, accessTokens, renewedAt }) => ({
        id,
        scopes,
        siteIds,
        liveAccessTokens: accessTokens.filter(({ expiresAt }) => expiresAt > now).length,
        renewedAt: new Date(renewedAt).toISOString(),
      })),
    );
  };
  const change = async (step: (grants: Grants) => Grants) => {
    await store.change((state) => ({
      state: { ...state, grants: step(state.grants) },
      answer: undefined,
    }));
    return summary();
  };

  control.get('/grants', summary);
  control.post('/grants', async ({ req }) => {
    const { expire, id } = await readJson(req.raw, expireRequest);
    const expired = (given: Grant): Grant => ({
      ...given,
      ...(expire === 'refresh' ? {} : { accessTokens: [] }),
      ...(expire === 'access' ? {} : { refreshTokens: [] }),
    });
    return change(
      (grants) =>
        new Map(
          [...grants].map(([key, given]) => [
            key,
            id === undefined || id === key ? expired(given) : given,
          ]),
        ),
    );
  });
  control.delete('/grants', ({ req }) => {
    const id = req.query('id');
    return change((grants) => (id === undefined ? new Map() : withoutGrant(grants, id)));
  });
  return control;
}
