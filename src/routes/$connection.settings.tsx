import { createFileRoute, getRouteApi } from '@tanstack/react-router';
import { SettingsPage } from '../connections/settings/settings-page.tsx';

/** The connection itself: its name, its state, and whether it works. */
export const Route = createFileRoute('/$connection/settings')({ component: Settings });

const parent = getRouteApi('/$connection');

function Settings() {
  const connection = parent.useLoaderData();
  return <SettingsPage key={connection.id} connection={connection} />;
}
