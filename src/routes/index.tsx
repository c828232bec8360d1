import { useQuery } from '@tanstack/react-query';
import { createFileRoute, Link, stripSearchParams } from '@tanstack/react-router';
import type { ConnectionParts } from '../connections/overview/connection-parts.ts';
import { ConnectionsPage } from '../connections/overview/connections-page.tsx';
import { overviewSearch, overviewSearchDefaults } from '../connections/overview/search.ts';
import { connectionsQuery } from '../connections/connections-query.ts';
import { ConnectionHealth } from '../webhooks/connection-health.tsx';

/** All connections at a glance; what is searched for stands in the address. */
export const Route = createFileRoute('/')({
  validateSearch: overviewSearch,
  search: { middlewares: [stripSearchParams(overviewSearchDefaults)] },
  loader: ({ context }) => context.queryClient.ensureQueryData(connectionsQuery()),
  component: Overview,
});

/** A consent may end, and others pause and resume: the states are read anew like the webhooks. */
const rereadMs = 60_000;

function Overview() {
  const loaded = Route.useLoaderData();
  const { data = loaded } = useQuery({ ...connectionsQuery(), refetchInterval: rereadMs });
  const navigate = Route.useNavigate();
  const search = Route.useSearch();
  return (
    <ConnectionsPage
      connections={data}
      search={search}
      onSearch={(change) => void navigate({ search: { ...search, ...change }, replace: true })}
      renderLink={link}
      renderHealth={health}
    />
  );
}

const link: ConnectionParts['renderLink'] = ({ id, name }, rest) => (
  <Link to="/$connection/webhooks" params={{ connection: id }} {...rest}>
    {name}
  </Link>
);

const health: ConnectionParts['renderHealth'] = (connection, inRow) => (
  <ConnectionHealth connection={connection} inRow={inRow} />
);
