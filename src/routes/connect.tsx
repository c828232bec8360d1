import { createFileRoute } from '@tanstack/react-router';
import { ConnectPage } from '../connections/connect/connect-page.tsx';

/** One more site. */
export const Route = createFileRoute('/connect')({ component: ConnectPage });
