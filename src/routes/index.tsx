import { createFileRoute, Link } from '@tanstack/react-router';
import { connectionsQuery } from '../connections/connections-query.ts';
import { ConnectionsPage } from '../connections/connections-page.tsx';
import { ConnectionHealth } from '../webhooks/connection-health.tsx';

/** All connections at a glance. */
export const Route = createFileRoute('/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(connectionsQuery()),
  component: Overview,
});

function Overview() {
  return (
    <ConnectionsPage
      connections={Route.useLoaderData()}
      renderLink={({ id, name }) => (
        <Link to="/$connection/webhooks" params={{ connection: id }}>
          {name}
        </Link>
      )}
      renderHealth={(connection) => <ConnectionHealth connection={connection} />}
    />
  );
}
