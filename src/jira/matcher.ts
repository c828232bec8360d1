/**
 * Whether a registration is told of an event. The sandbox asks it before delivering, the browser when
 * somebody tries a payload: the same function, so that both agree. It loads the JQL parser.
 */
import { isNarrowing } from './catch-all.ts';
import { findEvent } from './events.ts';
import { evaluate } from './jql/evaluate.ts';
import { judgeJql, type JqlVerdict } from './jql/judge.ts';
import type { Truth } from './jql/values.ts';
import type { WebhookPayload } from './payload.ts';
import type { Webhook } from './wire.ts';

export type MatchedRegistration = Pick<
  Webhook,
  'events' | 'jqlFilter' | 'fieldIdsFilter' | 'issuePropertyKeysFilter'
>;

export interface Match {
  verdict: Truth;
  /** The first part that decided, and of a JQL filter the clause. */
  decidedBy: {
    part: 'events' | 'jql' | 'fieldIds' | 'propertyKeys' | 'payload';
    clause?: string;
    explanation: string;
  };
}

/** `event` as read by `readEvent`. */
export function matches(registration: MatchedRegistration, event: WebhookPayload): Match {
  const name = event.webhookEvent;
  if (name === undefined) {
    return match('unknown', 'payload', 'The payload names no webhookEvent.');
  }
  if (!registration.events.includes(name)) {
    return match(false, 'events', `${name} is not among the events of the registration.`);
  }
  const gates = [
    ...ofJql(registration.jqlFilter, name, event),
    ...ofFieldIds(registration.fieldIdsFilter, name, event),
    ...ofPropertyKeys(registration.issuePropertyKeysFilter, name, event),
  ];
  return (
    gates.find(({ verdict }) => verdict === false) ??
    gates.find(({ verdict }) => verdict === 'unknown') ??
    gates[0] ??
    match(true, 'events', `The registration subscribes to ${name}, and no filter applies to it.`)
  );
}

function match(
  verdict: Truth,
  part: Match['decidedBy']['part'],
  explanation: string,
  clause?: string,
): Match {
  return {
    verdict,
    decidedBy: { part, explanation, ...(clause === undefined ? {} : { clause }) },
  };
}

function ofJql(jql: string, name: string, event: WebhookPayload): Match[] {
  const applies = findEvent(name)?.jql ?? event.issue !== undefined;
  if (!applies) return [];
  // Jira takes no empty filter today; where one is listed all the same, it leaves nothing out.
  if (jql.trim() === '') return [match(true, 'jql', 'There is no JQL filter.')];
  const { verdict, problems, filter } = judged(jql);
  if (verdict === 'refused' || !filter) {
    const reason = problems.find(({ kind }) => kind === 'refusal')?.message ?? '';
    return [match('unknown', 'jql', `Jira does not accept this JQL filter: ${reason}`)];
  }
  const { truth, at } = evaluate(filter, event);
  const clause = jql.slice(at.from, at.to);
  return [match(truth, 'jql', jqlExplanations[`${truth}`], clause)];
}

const jqlExplanations = {
  true: 'The issue satisfies this part of the JQL filter.',
  false: 'The issue does not satisfy this part of the JQL filter.',
  unknown: 'The payload does not say enough to decide this part of the JQL filter.',
} as const;

function ofFieldIds(
  filter: readonly string[] | undefined,
  name: string,
  { changelog }: WebhookPayload,
): Match[] {
  if (!isNarrowing(filter) || !findEvent(name)?.fieldIds) return [];
  if (!changelog?.items) {
    return [match('unknown', 'fieldIds', 'The payload has no changelog to compare fields with.')];
  }
  const changed = changelog.items.map(({ fieldId }) => fieldId);
  const hit = filter.find((id) => changed.includes(id));
  if (hit !== undefined) return [match(true, 'fieldIds', `The field ${hit} changed.`)];
  return changed.includes(undefined)
    ? [match('unknown', 'fieldIds', 'The changelog leaves out the id of a changed field.')]
    : [match(false, 'fieldIds', `None of these fields changed: ${filter.join(', ')}.`)];
}

function ofPropertyKeys(
  filter: readonly string[] | undefined,
  name: string,
  { property }: WebhookPayload,
): Match[] {
  if (!isNarrowing(filter) || !findEvent(name)?.propertyKeys) return [];
  if (property?.key === undefined) {
    return [match('unknown', 'propertyKeys', 'The payload does not name the property.')];
  }
  return filter.includes(property.key)
    ? [match(true, 'propertyKeys', `The property ${property.key} is among the chosen ones.`)]
    : [match(false, 'propertyKeys', `The property ${property.key} is not among the chosen ones.`)];
}

/** One event is matched against up to a hundred registrations, over and over: their filters are kept parsed. */
const kept = new Map<string, JqlVerdict>();
const mostKept = 500;

function judged(jql: string): JqlVerdict {
  const known = kept.get(jql);
  if (known) return known;
  const verdict = judgeJql(jql);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  // Only what Jira would hold is worth keeping; the rest may be long and is never asked twice.
  if (verdict.verdict !== 'refused') kept.set(jql, verdict);
  return verdict;
}
