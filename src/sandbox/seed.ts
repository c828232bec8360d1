import { minute } from './clock.ts';
import { registrableEvents } from '../jira/events.ts';
import { seededFailures } from './seed-failures.ts';
import { connectSeed, oauthSeed, type Seed } from './seed-registrations.ts';
import { emptyState, type Registration, type SandboxState } from './state.ts';

/**
 * `morning`: a bad one, with webhooks in every condition. `healthy`: only those with weeks to live.
 * `empty`: an app that has just been installed.
 */
export const scenarios = ['morning', 'healthy', 'empty'] as const;
export type Scenario = (typeof scenarios)[number];

const healthyFrom = 10 * 24 * 60;

/**
 * The same for the same `now`, with the clock not moved. `count` makes it that many webhooks of the
 * Connect app, past every limit: no Jira would hold them, and a list must cope all the same.
 */
export function seedState(scenario: Scenario, now: number, count?: number): SandboxState {
  const chosen = (seeds: readonly Seed[]) => {
    if (scenario === 'empty') return [];
    return scenario === 'morning'
      ? seeds
      : seeds.filter(({ minutesLeft }) => minutesLeft > healthyFrom);
  };
  const plant = (seeds: readonly Seed[]): ReadonlyMap<number, Registration> =>
    new Map(
      seeds.map(({ minutesLeft, ...details }) => [
        details.id,
        { ...details, expiresAt: now + minutesLeft * minute },
      ]),
    );
  const connect = plant(count === undefined ? chosen(connectSeed) : manySeeds(count));
  const oauth = plant(chosen(oauthSeed));
  return {
    ...emptyState,
    nextIds: { connect: nextAfter(connect), oauth: nextAfter(oauth) },
    registrations: { connect, oauth },
    failures: scenario === 'morning' ? seededFailures(now) : emptyState.failures,
  };
}

function nextAfter(entries: ReadonlyMap<number, Registration>): number {
  return Math.max(0, ...[...entries.keys()].slice(-1)) + 1;
}

const manyProjects = ['OPS', 'PAY', 'WEB', 'MOB', 'DATA', 'CORE', 'SUP', 'INFRA'];
const manyHosts = ['hooks.acme.example', 'relay.acme.example', 'ci.borealis.example'];
const monthInMinutes = 30 * 24 * 60;

/** Distinct ones, spread from three days past their expiry to a month before it. */
function manySeeds(count: number): Seed[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    url: `https://${manyHosts[index % manyHosts.length]}/jira/${index + 1}`,
    events: registrableEvents
      .slice(index % registrableEvents.length)
      .slice(0, 1 + (index % 4))
      .map(({ name }) => name),
    jqlFilter: `project = ${manyProjects[index % manyProjects.length]} AND issueKey != OPS-${index + 1}`,
    // A step that shares no factor with the span, so that expiries neither repeat soon nor lie in order.
    minutesLeft: ((index * 7919) % (33 * 24 * 60)) - (33 * 24 * 60 - monthInMinutes),
  }));
}
