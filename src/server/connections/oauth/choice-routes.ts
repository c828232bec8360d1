import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { AppEnvironment } from '../../app-environment.ts';
import { errorAnswer } from '../../http/error-answer.ts';
import { readJson } from '../read-json.ts';
import { choose, decline, findChoice } from './choices.ts';
import type { OauthRoutesOptions } from './routes.ts';
import { callbackUrl } from './start.ts';

const chosen = z.strictObject({
  sites: z
    .array(z.string('sites must be a list of ids'), 'sites must be a list of ids')
    .check(
      z.minLength(1, 'sites must not be empty'),
      z.maxLength(1000, 'sites must have at most 1000 ids'),
    ),
});

/** `GET /`, and what follows a consent with several sites: `GET`, `POST`, `DELETE /choices/{id}`. */
export function choiceRoutes(options: OauthRoutesOptions, publicOrigin: string | undefined) {
  const { connections, database, clock, oauth } = options;
  const app = new Hono<AppEnvironment>();

  app.get('/', (context) =>
    context.json({ ready: oauth !== undefined, callbackUrl: callbackUrl(context, publicOrigin) }),
  );

  app.get('/choices/:id', async (context) => {
    const choice = await findChoice(database, context.req.param('id'), clock.now());
    return choice ? context.json(choice) : over(context);
  });

  app.post('/choices/:id', async (context) => {
    const body = await readJson(context, chosen);
    if (body instanceof Response) return body;
    const connected = await choose(database, context.req.param('id'), body.sites, clock.now());
    if (connected === undefined) return over(context);
    await connections.reload();
    return context.json({ connected });
  });

  app.delete('/choices/:id', async (context) => {
    await decline(database, context.req.param('id'), clock.now());
    return context.body(null, 204);
  });
  return app;
}

const over = (context: Context) =>
  errorAnswer(context, 404, 'There is no such choice, or no longer. Consent once more.');
