import { html } from 'hono/html';
import { authorizationPaths, sandboxSites, sandboxUser } from './sites.ts';

export interface ConsentRequest {
  scopes: readonly string[];
  redirectUri: string;
  state: string;
}

/** Atlassian's consent as plain HTML: what is asked for, the site's choice, and both answers. */
export function consentPage({ scopes, redirectUri, state }: ConsentRequest) {
  return page(
    'Sandbox: grant access',
    html`<h1>Grant access to your sandbox account?</h1>
      <p>
        The Jira Webhook Console asks to act for you, ${sandboxUser.name}. This page stands in for
        Atlassian’s.
      </p>
      <p>It asks for:</p>
      <ul>
        ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <form method="post" action="${authorizationPaths.auth}/consent">
        <input type="hidden" name="scope" value="${scopes.join(' ')}" />
        <input type="hidden" name="redirect_uri" value="${redirectUri}" />
        <input type="hidden" name="state" value="${state}" />
        <p>
          <label for="site">Use app on</label>
          <select id="site" name="site">
            ${sandboxSites.map(({ id, url }) => html`<option value="${id}">${url}</option>`)}
          </select>
        </p>
        <p class="answers">
          <button name="answer" value="accept">Accept</button>
          <button name="answer" value="cancel">Cancel</button>
        </p>
      </form>`,
  );
}

/** What can't be told to the app, since it may not be who it says. */
export function refusalPage(reason: string) {
  return page(
    'Sandbox: something went wrong',
    html`<h1>Something went wrong</h1>
      <p>${reason}</p>`,
  );
}

function page(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${authorizationPaths.auth}/consent.css" />
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}

/** Linked, since the console’s policy takes no style out of a page. */
export const consentStyle = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 32rem; padding: 0 1rem; }
select, button { font: inherit; min-height: 2rem; padding: 0.25rem 0.75rem; }
select { max-width: 100%; }
.answers { display: flex; gap: 0.75rem; }
`;
