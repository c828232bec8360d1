import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

interface PlainPage {
  title: string;
  sentences: readonly string[];
  /** Where one can go from here. */
  link?: { href: string; text: string };
}

/** A page for whoever may not see the screen, or not yet: it needs nothing of the screen's. */
export function plainPage(
  context: Context,
  status: ContentfulStatusCode,
  { title, sentences, link }: PlainPage,
) {
  context.header('cache-control', 'no-store');
  return context.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Jira Webhook Console</title>
          <link rel="icon" href="/favicon.svg" />
          <link rel="stylesheet" href="/access/page.css" />
        </head>
        <body>
          <main>
            <p class="product">
              <img src="/favicon.svg" width="24" height="24" alt="" /> Jira Webhook Console
            </p>
            <h1>${title}</h1>
            ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
            ${link && html`<p><a href="${link.href}">${link.text}</a></p>`}
          </main>
        </body>
      </html>`,
    status,
  );
}

/** The design tokens come with the screen, so the colours that they have are written out. */
export const pageStyle = `
:root { color-scheme: light dark; }
body {
  margin: 0;
  background: light-dark(#f8f8f8, #18191a);
  color: light-dark(#292a2e, #cecfd2);
  font: 16px/1.5 ui-sans-serif, system-ui, sans-serif;
}
main {
  max-width: 30rem;
  margin: 12vh auto 2rem;
  padding: 2rem;
  border: 1px solid light-dark(#0515240f, #e3e4f21f);
  border-radius: 8px;
  background: light-dark(#fff, #1f1f21);
}
h1 { margin: 1.5rem 0 0.75rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
.product { display: flex; align-items: center; gap: 0.5rem; margin: 0; font-weight: 600; }
a {
  display: inline-block;
  margin-top: 0.75rem;
  padding: 0.5rem 1rem;
  border-radius: 4px;
  background: light-dark(#1868db, #669df1);
  color: light-dark(#fff, #1f1f21);
  font-weight: 500;
  text-decoration: none;
}
a:hover { background: light-dark(#1558bc, #8fb8f6); }
a:focus-visible { outline: 2px solid light-dark(#4688ec, #8fb8f6); outline-offset: 2px; }
@media (max-width: 34rem) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; box-sizing: border-box; } }
`;
