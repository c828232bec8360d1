import { Hono } from 'hono';
import { newMachineToken } from '../../jira/new-machine-token.ts';
import type { AppEnvironment } from '../app-environment.ts';
import { errorAnswer } from '../http/error-answer.ts';
import { readRequestBody } from '../http/request-body.ts';
import type { Tokens } from './tokens.ts';

const shapes =
  '{"name": "…", "scope": "failures:write" or "webhooks", "connection": "…"}, or {"name": "…", "scope": "metrics"}';

/** `/api/tokens`: what programs show instead of signing in. */
export function tokenRoutes(tokens: Tokens, hasConnection: (id: string) => Promise<boolean>) {
  const app = new Hono<AppEnvironment>();

  app.get('/api/tokens', async (context) => context.json(await tokens.list()));

  app.post('/api/tokens', async (context) => {
    const body = await readRequestBody(context);
    if (body instanceof Response) return body;
    const asked = newMachineToken.safeParse(parseJson(body));
    if (!asked.success) return errorAnswer(context, 400, `Send ${shapes}.`);
    if ('connection' in asked.data && !(await hasConnection(asked.data.connection))) {
      return errorAnswer(context, 400, 'There is no connection of this id.');
    }
    const caller = context.get('caller');
    const createdBy = caller?.kind === 'person' ? caller.name : '';
    return context.json(await tokens.create(asked.data, createdBy), 201);
  });

  app.delete('/api/tokens/:id', async (context) =>
    (await tokens.revoke(context.req.param('id')))
      ? context.body(null, 204)
      : errorAnswer(context, 404, 'There is no token of this id, or no longer.'),
  );
  return app;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
