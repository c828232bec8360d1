import { JiraError } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';
import { isLost } from './use-resend.ts';

/** Why the console did not say what became of an attempt, in its own words. */
export function SendProblem({ error }: { error: Error }) {
  const words = error instanceof JiraError ? error.messages : [error.message];
  const requestId = error instanceof JiraError ? error.requestId : undefined;
  return (
    <Banner
      tone="danger"
      title={isLost(error) ? 'The console’s answer was lost' : 'It was not sent'}
    >
      {words.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {isLost(error) && (
        <p>
          Send it to the same address once more: the console knows this attempt, and makes it only
          once.
        </p>
      )}
      {requestId !== undefined && (
        <p>
          For the log: request <code>{requestId}</code>
        </p>
      )}
    </Banner>
  );
}
