import { Link } from '@tanstack/react-router';

interface RegistrationLinkProps {
  connectionId: string;
  id: number;
  tabIndex?: number;
}

/** The way to the registration that a delivery belonged to, opened in its list. */
export function RegistrationLink({ connectionId, id, tabIndex }: RegistrationLinkProps) {
  return (
    <Link
      to="/$connection/webhooks"
      params={{ connection: connectionId }}
      search={{ open: id }}
      aria-label={`Webhook ${id}`}
      data-control="webhook"
      tabIndex={tabIndex}
    >
      {id}
    </Link>
  );
}
