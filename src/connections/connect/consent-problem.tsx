import { consentProblem, type ConsentProblem } from '../../jira/consent.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConsentLink } from './consent-link.tsx';

/** What happened, and what to do about it. */
const words: Readonly<Record<ConsentProblem, readonly [title: string, advice: string]>> = {
  refused: [
    'You did not consent',
    'Nothing was connected, and nothing is kept. Where that was a slip, try again.',
  ],
  stale: [
    'This sign-in took too long, or began in another browser',
    'A consent is good for fifteen minutes, in the browser that began it. Begin once more here.',
  ],
  'dead-code': [
    'Atlassian no longer knows this consent',
    'What it sent along had been used or had run out. Begin once more here.',
  ],
  'no-site': [
    'There is no Jira site to connect',
    'You chose none, or may not let the app use it. Choose a Jira site at Atlassian; where none is offered, ask the site’s admin whether apps are allowed there.',
  ],
  'other-user': [
    'That was another Atlassian user',
    'A connection acts for one user for good, so nothing was changed. Sign in to Atlassian as that user and try again, or connect the site anew as yourself.',
  ],
  misconfigured: [
    'Atlassian refused the app itself',
    'Compare OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, the callback address and the scopes with what Atlassian’s developer console says of the app.',
  ],
  unreachable: [
    'Atlassian could not be reached',
    'The consent could not be completed. Try again in a moment.',
  ],
  'not-set-up': ['No OAuth app is set up', 'What is missing is said below.'],
  'signed-out': [
    'Your session had ended when you came back from Atlassian',
    'Nothing was connected. Begin once more here.',
  ],
  'not-allowed': [
    'You may not connect a site',
    'It needs the role admin, and has to begin on this page.',
  ],
  unexpected: [
    'The console could not complete the consent',
    'Try again. Where it stays so, its log tells more.',
  ],
};

/** Why a consent came to nothing, by the word in the address. */
export function ConsentProblemBanner({ problem }: { problem: string }) {
  const known = consentProblem.safeParse(problem);
  const code = known.success ? known.data : 'unexpected';
  const [title, advice] = words[code];
  return (
    <Banner
      tone="danger"
      title={title}
      actions={code !== 'not-set-up' && <ConsentLink appearance="default">Try again</ConsentLink>}
    >
      <p>{advice}</p>
    </Banner>
  );
}
