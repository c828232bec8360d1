import { createFileRoute, getRouteApi, stripSearchParams } from '@tanstack/react-router';
import { webhooksSearch, webhooksSearchDefaults } from '../webhooks/search.ts';
import { WebhooksPage } from '../webhooks/webhooks-page.tsx';
import { webhooksQuery } from '../webhooks/webhooks-query.ts';
import { WhileStopped } from '../webhooks/while-stopped.tsx';

/** The registrations of one connection; filters, sort, selection and the open one stand in the address. */
export const Route = createFileRoute('/$connection/webhooks')({
  validateSearch: webhooksSearch,
  search: { middlewares: [stripSearchParams(webhooksSearchDefaults)] },
  // Begun here, awaited on the screen: its failures are shown where the list would stand.
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(webhooksQuery(params.connection));
  },
  component: Webhooks,
});

const parent = getRouteApi('/$connection');

function Webhooks() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const connection = parent.useLoaderData();
  return (
    <WhileStopped connection={connection}>
      <WebhooksPage
        key={connection.id}
        connection={connection}
        search={search}
        onSearch={(change) =>
          void navigate({
            search: (before) => ({ ...before, ...change }),
            replace: !('open' in change),
          })
        }
      />
    </WhileStopped>
  );
}
