/** A payload held against the webhooks of a form, or those of a connection. */
import { matches, type Match } from '../jira/matcher.ts';
import type { WebhookDetails } from '../jira/wire.ts';
import { largestPayload, type Reading } from './read-payload.ts';

/** A webhook to try a payload on, and what the screen calls it. */
export interface TriedRegistration {
  label: string;
  details: WebhookDetails;
}

export interface Verdict {
  label: string;
  verdict: Match['verdict'];
  decidedBy: Omit<Match['decidedBy'], 'part'> & {
    /** What is listed may have expired, which no filter knows of. */
    part: Match['decidedBy']['part'] | 'expiry';
  };
}

export function verdictsOf(
  reading: Reading,
  registrations: readonly TriedRegistration[],
): Verdict[] {
  if (reading.kind !== 'payload') return [];
  return registrations.map(({ label, details }) => ({ label, ...matches(details, reading.event) }));
}

/** The outcome in a sentence or two. */
export function summaryOf(reading: Reading, verdicts: readonly Verdict[]): string {
  switch (reading.kind) {
    case 'nothing':
      return 'Pick a sample or paste a payload to see what would become of it.';
    case 'too large':
      return `This is ${megabytes(reading.bytes)} MB. A payload of up to ${megabytes(largestPayload)} MB can be tried here; leave out what no filter asks for, such as the description or the comments.`;
    case 'malformed':
      return reading.fault === undefined
        ? 'This browser cannot read it: it nests too deep.'
        : `This is not JSON. Line ${reading.fault.line}, column ${reading.fault.column}: ${reading.fault.message}`;
    case 'payload':
      return verdicts.length === 0 ? 'There is no webhook yet to try it on.' : tally(verdicts);
  }
}

function tally(verdicts: readonly Verdict[]): string {
  const count = (verdict: Verdict['verdict']) =>
    verdicts.filter((match) => match.verdict === verdict).length;
  const of =
    verdicts.length === 1 ? '1 webhook' : `${verdicts.length.toLocaleString('en')} webhooks`;
  const unknown = count('unknown');
  const rest = unknown === 0 ? '' : ` For ${unknown.toLocaleString('en')} it cannot be told.`;
  return `Would be sent to ${count(true).toLocaleString('en')} of ${of}.${rest}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
}
