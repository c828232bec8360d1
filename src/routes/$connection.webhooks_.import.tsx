import { createFileRoute, getRouteApi } from '@tanstack/react-router';
import { ImportPage } from '../webhooks/transfer/import-page.tsx';
import { WhileStopped } from '../webhooks/while-stopped.tsx';

/** Registrations from a file: what it would change, then the change. */
export const Route = createFileRoute('/$connection/webhooks_/import')({
  component: Import,
});

const parent = getRouteApi('/$connection');

function Import() {
  const connection = parent.useLoaderData();
  return (
    <WhileStopped connection={connection}>
      <ImportPage key={connection.id} connection={connection} />
    </WhileStopped>
  );
}
