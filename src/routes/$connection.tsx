import { createFileRoute, notFound, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { connectionsQuery } from '../connections/connections-query.ts';
import { consoleClient } from '../jira/console-client.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
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

/** Not part of the first load: the list is what one comes for. */
const ConnectionNotice = lazyPart(
  async () => (await import('../connections/settings/connection-notice.tsx')).ConnectionNotice,
);

function ConnectionLayout() {
  const connection = Route.useLoaderData();
  return (
    <NowProvider now={consoleClient(connection.id).clock.now}>
      {/* The sandbox's own connections are always there and always themselves. */}
      {connection.controls === undefined && (
        <Suspense>
          <ConnectionNotice key={connection.id} connection={connection} />
        </Suspense>
      )}
      <Outlet />
    </NowProvider>
  );
}
