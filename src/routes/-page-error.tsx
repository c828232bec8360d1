import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { JiraError } from '../jira/errors.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** A page that cannot be shown at all; without an error, an address that names nothing. */
export function PageError({ error, reset }: Partial<ErrorComponentProps>) {
  const messages = error instanceof JiraError ? error.messages : [];
  return (
    <main>
      <EmptyState
        heading="h1"
        title={error ? 'This page cannot be shown' : 'There is nothing at this address'}
        actions={reset && <Button onClick={reset}>Try again</Button>}
      >
        {messages.map((message) => (
          <p key={message}>{message}</p>
        ))}
        <p>
          <Link to="/">See all connections</Link>
        </p>
      </EmptyState>
    </main>
  );
}
