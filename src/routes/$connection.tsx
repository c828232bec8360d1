import { createFileRoute, notFound, Outlet } from '@tanstack/react-router';
import { connectionsQuery } from '../connections/connections-query.ts';
import { consoleClient } from '../jira/console-client.ts';
import { NowProvider } from '../ui/now.tsx';

/** Everything below acts as one connection, and counts down by that site's clock. */
export const Route = createFileRoute('/$connection')({
  loader: async ({ context, params }) => {
    const connections = await context.queryClient.ensureQueryData(connectionsQuery());
    const connection = connections.find(({ id }) => id === params.connection);
    if (!connection) throw notFound();
    return connection;
  },
  component: ConnectionLayout,
});

function ConnectionLayout() {
  const { id } = Route.useLoaderData();
  return (
    <NowProvider now={consoleClient(id).clock.now}>
      <Outlet />
    </NowProvider>
  );
}
