import { JiraError } from '../../jira/errors.ts';
import { Banner } from '../../ui/banner.tsx';

/** Why something did not work, in the console's own words, where it was asked for. */
export function Problem({ title, error }: { title: string; error: Error }) {
  const words = error instanceof JiraError ? error.messages : ['Reload the page, and try again.'];
  const requestId = error instanceof JiraError ? error.requestId : undefined;
  return (
    <Banner tone="danger" title={title}>
      {words.map((word) => (
        <p key={word}>{word}</p>
      ))}
      {requestId !== undefined && (
        <p>
          For the log: request <code>{requestId}</code>
        </p>
      )}
    </Banner>
  );
}
