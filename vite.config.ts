import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { getThemeStyles } from '@atlaskit/tokens/get-theme-styles';
import { getRequestListener } from '@hono/node-server';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import type { Reporter } from 'vitest/node';
import { defineConfig } from 'vitest/config';
import { findPostgres } from './src/server/store/test-postgres.ts';

/**
 * What every screen shares, in one piece: each further lazy route would cut it into smaller ones, and small
 * pieces compress badly.
 */
const firstLoad =
  /src\/(ui\/(?:banner|button|skip-button|search-field|instants|durations|now|tag|row-table|row-parts|list-screen|empty-state|part-failure|lazy-part|use-title|use-visible-rows|use-row-focus|use-kept-focus)|jira\/(?:access|dates|errors|wire|console-client|client|transport|patience|event-gates|server-clock|connection|catch-all)|connections\/(?:me-query|connections-query)|webhooks\/(?:problem|list-problem|webhooks-query|expiry|countdown|summary|use-state-moment|read-list-anew|actions\/(?:operations|batches|verdicts|use-operations)))\.|lucide-react\/dist\/esm\/icons\/(?:rotate-cw|trash|x|plus|download|upload|arrow-up)\.|react-router\/dist\/esm\/lazyRouteComponent\.|routes\/(?:-console-header|-connection-screens|-connection-links|__root|\$connection(?=\.tsx))\.|vite\/preload-helper/;

/** What the list loads after itself where deliveries failed. */
const recentFailures =
  /src\/(?:webhooks\/recent-failures\/(?:read-recent|failures-link|sparkline|words)|jira\/failure-sparklines)/;

const tests = {
  environment: 'node',
  setupFiles: ['e2e/property-seed.ts'],
  // Generous, since a machine may be busy: what passes is not slowed, what hangs is found all the same.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

const onSqlite = {
  name: 'sqlite',
  include: ['src/**/*.test.ts'],
  exclude: ['**/postgres-*.test.ts'],
};

/** The same tests of the store, on the other kind of store. */
const onPostgres = {
  name: 'postgresql',
  include: [
    'src/server/{access,archive,store}/*.test.ts',
    'src/server/resend/resend.test.ts',
    'src/server/operations/{readiness,postgres-*}.test.ts',
    'src/server/connections/**/*.test.ts',
  ],
  exclude: ['**/sqlite-*.test.ts'],
  globalSetup: ['src/server/store/test-postgres-setup.ts'],
};

/** What holds for a console that is open to its machine, on one with log-in (src/server/test-signed-in.ts). */
const signedIn = {
  name: 'signed in',
  include: [
    'src/server/{signed-in,other-rows}.test.ts',
    'src/server/proxy/*.test.ts',
    'src/server/http/{security,cross-site,smuggling,http-server}.test.ts',
    'src/server/http/{static,slow-clients,request-body,request-record}.test.ts',
    'src/server/archive/hand-in.test.ts',
    'src/server/resend/{resend,sandbox}.test.ts',
  ],
  env: { SIGNED_IN: 'yes' },
};
const hasPostgres = Boolean(process.env.TEST_DATABASE_URL) || findPostgres() !== undefined;

/** Says of each test that was left out why: the usual report only counts them. */
const skippedTests: Reporter = {
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const note = result.state === 'skipped' ? result.note : undefined;
        // None: it was not asked for (`-t`).
        if (note !== undefined) console.log(`Skipped: ${test.fullName}: ${note}`);
      }
    }
  },
};

export default defineConfig({
  plugins: [
    tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single' }),
    react(),
    designTokens(),
    consoleServer(),
  ],
  // The JQL grammar's runtime was written for Node and asks for two of its modules.
  resolve: {
    alias: {
      assert: fileURLToPath(new URL('src/jira/jql/shims/assert.ts', import.meta.url)),
      util: fileURLToPath(new URL('src/jira/jql/shims/util.ts', import.meta.url)),
      // React has had the hook itself since version 18.
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector',
    },
  },
  server: { host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT ?? 3000) },
  // No inlined assets: the content security policy allows none.
  // The JQL grammar is one large piece, loaded only where a filter is written; first load has its own check.
  build: {
    assetsInlineLimit: 0,
    // Every browser of the last years preloads modules by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', test: firstLoad },
            { name: 'recent-failures', test: recentFailures },
          ],
        },
      },
    },
  },
  test: {
    reporters: ['default', skippedTests],
    projects: [
      { extends: true, test: { ...tests, ...onSqlite } },
      { test: { ...tests, ...signedIn } },
      ...(hasPostgres ? [{ test: { ...tests, ...onPostgres } }] : []),
    ],
  },
});

/**
 * `virtual:design-tokens.css`: Atlassian's tokens as static CSS. Their own loader switches themes by
 * script; here the browser's colour scheme decides.
 */
function designTokens(): Plugin {
  const name = 'virtual:design-tokens.css';
  return {
    name: 'design-tokens',
    enforce: 'pre',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      // Unanswered, the tokens ask a feature service and remark on its absence.
      setBooleanFeatureFlagResolver(() => false);
      const themes = await getThemeStyles('all');
      const used = tokensInUse();
      const declarations = (id: string) => {
        const css = themes.find((theme) => theme.id === id)?.css ?? '';
        const all = css.slice(css.indexOf('{') + 1, css.indexOf('}')).split('\n');
        return all.filter((line) => used.has(line.trim().split(':')[0] ?? '')).join('\n');
      };
      const always = ['spacing', 'shape', 'typography', 'light'].map(declarations).join('');
      return `
        :root { ${always} }
        @media (prefers-color-scheme: dark) { :root { ${declarations('dark')} } }`;
    },
    transform: (css, id) => (/css-reset\/dist\/bundle\.css/.test(id) ? resetInUse(css) : undefined),
  };
}

/**
 * Atlassian's reset without what can't hold here, a third of it: what stands in for tokens that are not
 * there (they are), and what only attributes switch on that nothing sets.
 */
function resetInUse(css: string): string {
  return css
    .replaceAll(/[^{}]*\[data-(?:scrollbar-harmonisation|color-mode)[^{}]*\{[^{}]*\}/g, '')
    .replaceAll(/var\(\s*(--ds-[\w-]+),[^()]*\)/g, 'var($1)');
}

/** The tokens that any of our styles names: of six hundred a few dozen, and bytes on first load count. */
function tokensInUse(): Set<string> {
  const sheets = ['src/**/*.css', 'node_modules/@atlaskit/css-reset/dist/bundle.css'];
  const css = globSync(sheets).map((file) => readFileSync(file, 'utf8'));
  return new Set(css.join().match(/--ds-[\w-]+/g));
}

/** The console's own server inside Vite's, so that `npm run dev` is one process on one port. */
function consoleServer(): Plugin {
  return {
    name: 'console-server',
    apply: 'serve',
    async configureServer(vite) {
      if (process.env.VITEST) return;
      const { openConsole } = await import('./src/server/console.ts');
      const { app, close } = await openConsole(process.env);
      const listener = getRequestListener(app.fetch);
      vite.middlewares.use((request, response, next) => {
        const isOurs =
          /^\/(api|access|sandbox\/(rest|ex|auth|api|control)|healthz|readyz|metrics)(\/|\?|$)/.test(
            request.url ?? '',
          );
        if (isOurs) void listener(request, response);
        else next();
      });
      vite.httpServer?.once('close', () => void close());
    },
  };
}
