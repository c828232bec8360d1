import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { JiraError } from '../jira/errors.ts';
import { RotateCw } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** A page that cannot be shown at all; without an error, an address that names nothing. */
export function PageError({ error, reset }: Partial<ErrorComponentProps>) {
  // A part that could not be loaded stays so until the page is loaded anew: see `PartFailure`.
  const isAnswer = error instanceof JiraError;
  const messages = isAnswer ? error.messages : [];
  return (
    <main>
      <EmptyState
        heading="h1"
        title={error ? 'This page cannot be shown' : 'There is nothing at this address'}
        actions={
          reset &&
          (isAnswer ? (
            <Button onClick={reset}>Try again</Button>
          ) : (
            <Button icon={<RotateCw size={16} aria-hidden />} onClick={() => location.reload()}>
              Reload the page
            </Button>
          ))
        }
      >
        {reset && !isAnswer && (
          <p>
            A part of it is missing, or does not work. Where the console was out of reach for a
            moment or was updated since this page opened, reloading mends it.
          </p>
        )}
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
