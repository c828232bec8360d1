import { createFileRoute, Link } from '@tanstack/react-router';
import type { Connected } from '../connections/connect/arrival.ts';
import { ConnectPage } from '../connections/connect/connect-page.tsx';
import { connectSearch } from '../connections/connect/search.ts';

/** One more site; how a consent ended stands in the address. */
export const Route = createFileRoute('/connect')({
  validateSearch: connectSearch,
  component: Connect,
});

function Connect() {
  const navigate = Route.useNavigate();
  /** To the list of what is there now, or to the overview; Back does not come here again. */
  const goOn = (arrival: Connected) => {
    const [connection, ...others] = arrival.connectionIds;
    const about = { replace: true, state: { arrival } };
    void (connection === undefined || others.length > 0
      ? navigate({ to: '/', ...about })
      : navigate({ to: '/$connection/webhooks', params: { connection }, ...about }));
  };
  return (
    <ConnectPage
      search={Route.useSearch()}
      onArrived={goOn}
      onDeclined={() => void navigate({ search: {}, replace: true })}
      renderLink={(connection, text, className) => (
        <Link to="/$connection/webhooks" params={{ connection }} className={className}>
          {text}
        </Link>
      )}
    />
  );
}
