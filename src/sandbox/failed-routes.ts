import { Forbidden } from './errors.ts';
import { failuresAfter } from './failures.ts';
import type { Identity } from './identity.ts';
import { json } from './json.ts';
import { wholeNumber } from './parameters.ts';
import type { Store } from './store.ts';
import { unverifiedTexts } from './texts.ts';
import { mostResults } from './webhook-routes.ts';

/** `GET /rest/api/3/webhook/failed` */
export function listFailedWebhooks(store: Store, identity: Identity, request: Request): Response {
  if (identity !== 'connect') throw new Forbidden(unverifiedTexts.notAConnectApp);
  const url = new URL(request.url);
  // The parameter is documented as `after`; the `next` of the documented sample says `failedAfter`.
  const cursor = url.searchParams.has('after') ? 'after' : 'failedAfter';
  const after = wholeNumber(url.searchParams, cursor, 0);
  const maxResults = Math.min(
    wholeNumber(url.searchParams, 'maxResults', mostResults),
    mostResults,
  );
  const values = failuresAfter(store.state, after, maxResults, store.clock.now()).map(
    ({ id, url, failureTime, body }) => ({ id, url, failureTime, body }),
  );
  const last = values.at(-1);
  if (last === undefined) return json({ values, maxResults });
  // Present whenever the page has a value, even where there is no more: it can be asked again later.
  const next = `${url.origin}${url.pathname}?failedAfter=${last.failureTime}&maxResults=${maxResults}`;
  return json({ values, maxResults, next });
}
