import { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { readingRetryDelay, retriesReading } from './jira/patience.ts';
import { routeTree } from './routeTree.gen.ts';
import { PageError } from './routes/-page-error.tsx';

export function createConsoleRouter() {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        retry: retriesReading,
        retryDelay: readingRetryDelay,
        // The console may run on this very machine: the browser's idea of "offline" says nothing of it.
        networkMode: 'always',
      },
    },
  });
  const router = createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: () => <PageError />,
    scrollRestoration: true,
  });
  return { router, queryClient };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>['router'];
  }
}
