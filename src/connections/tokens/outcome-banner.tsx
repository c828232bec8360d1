import { Banner } from '../../ui/banner.tsx';
import type { Making, Revocation } from './token-acts.ts';

export type Outcome =
  | { act: 'make'; name: string; result: Exclude<Making, { kind: 'made' }> }
  | { act: 'revoke'; name: string; result: Revocation }
  /** The console said no, in its own words. */
  | { act: 'make' | 'revoke'; name: string; result: { kind: 'refused'; words: readonly string[] } };

/** What became of the last act, where it is not plain to see. */
export function OutcomeBanner({ outcome }: { outcome: Outcome }) {
  const { name, result } = outcome;
  switch (result.kind) {
    case 'refused':
      return (
        <Banner
          tone="danger"
          title={outcome.act === 'make' ? 'No token was made' : 'Nothing was revoked'}
        >
          {result.words.map((word) => (
            <p key={word}>{word}</p>
          ))}
        </Banner>
      );
    case 'lost':
      return (
        <Banner
          tone="danger"
          title={`“${name}” was made, and the token itself was lost on its way`}
        >
          <p>Nobody has it, and it can’t be shown again. Revoke it below, and make another.</p>
        </Banner>
      );
    case 'not-made':
      return (
        <Banner tone="danger" title={`“${name}” was not made`}>
          <p>{result.why} It is not in the list: try again.</p>
        </Banner>
      );
    case 'revoked':
      return <Banner tone="information" title={`“${name}” is revoked`} />;
    case 'still-there':
      return (
        <Banner tone="danger" title={`“${name}” is still there, and still works`}>
          <p>{result.why} Try again.</p>
        </Banner>
      );
    case 'unknown':
      return (
        <Banner
          tone="danger"
          title={
            outcome.act === 'make'
              ? `Whether “${name}” was made is not known`
              : `Whether “${name}” is revoked is not known`
          }
        >
          <p>{result.why} Once the list can be read again, it tells.</p>
        </Banner>
      );
  }
}
