import { Link } from '@tanstack/react-router';

/** The way to one webhook, opened in its list. */
export function WebhookLink({ connectionId, id }: { connectionId: string; id: number }) {
  return (
    <Link to="/$connection/webhooks" params={{ connection: connectionId }} search={{ open: id }}>
      webhook {id}
    </Link>
  );
}
