import { isForSameReceiver, type ResendAttempts } from '../../jira/resend.ts';
import { hostOf } from './outcome-words.ts';

export interface Signing {
  /** Undefined until it is known, null where it could not be read. */
  canSign: boolean | null | undefined;
  whyUnsigned: ResendAttempts['whyUnsigned'];
}

const reasons = {
  'not-set-up':
    'nobody has said for which address. An admin enters it in the settings of this connection',
  'other-address':
    'it failed at an address that is not the app’s. The settings of this connection say which one is',
  undocumented: 'what Jira’s signature for an OAuth app holds is not documented',
} satisfies Record<NonNullable<Signing['whyUnsigned']>, string>;

/** Whether what goes to this URL will be signed as Jira's deliveries are, and why not. */
export function signatureWords(
  url: string,
  failedUrl: string,
  { canSign, whyUnsigned }: Signing,
): string {
  if (canSign === null) return 'Whether it can be signed could not be read: the outcome will say.';
  if (canSign === undefined) return 'Whether it can be signed is being looked up…';
  if (!canSign) {
    return `It will not be signed${whyUnsigned ? `: ${reasons[whyUnsigned]}` : ''}.`;
  }
  return isForSameReceiver(url.trim(), failedUrl)
    ? 'It will be signed as Jira signs its deliveries to this app.'
    : `It will not be signed: a signature is for ${hostOf(failedUrl)} alone, where it failed.`;
}
