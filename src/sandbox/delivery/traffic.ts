/** Events that the sandbox sets off by itself: off by default, started and stopped by hand. */
import { isRegistrable, type WebhookEventName } from '../../jira/events.ts';
import { minute } from '../clock.ts';
import type { SandboxState, Traffic } from '../state.ts';
import type { Step, Store } from '../store.ts';
import { announce } from './announce.ts';
import { payloadOf } from './payload-template.ts';
import type { Behaviour } from './receiver.ts';

/** More in a minute than Acme's people do, and still few enough to read. */
export const mostPerMinute = 30;

/** How the receivers of the seed answer meanwhile. Without traffic they do not exist. */
export const seedReceivers: Readonly<Record<Traffic['name'], ReadonlyMap<string, Behaviour>>> = {
  ordinary: new Map([
    ['hooks.acme.example', 'ok'],
    ['relay.acme.example', 'flaky'],
    ['ci.borealis.example', '404'],
  ]),
  outage: new Map([
    ['hooks.acme.example', '500'],
    ['relay.acme.example', 'slow'],
    ['ci.borealis.example', 'hang-up'],
  ]),
};

/** What happens at Acme, over and over, most of it to issues. */
export const course: readonly [WebhookEventName, project: string][] = [
  ['jira:issue_created', 'PAY'],
  ['jira:issue_updated', 'PAY'],
  ['comment_created', 'OPS'],
  ['jira:issue_updated', 'OPS'],
  ['jira:issue_updated', 'WEB'],
  ['issue_property_set', 'PAY'],
  ['jira:issue_created', 'SUP'],
  ['comment_created', 'PAY'],
  ['jira:issue_updated', 'DATA'],
  ['jira:version_released', 'MOB'],
  ['comment_updated', 'OPS'],
  ['jira:issue_updated', 'CORE'],
  ['sprint_started', 'WEB'],
  ['jira:issue_deleted', 'OPS'],
];

/** Every so many, one that is part of a bulk change. */
const secondaryEvery = 10;

/** Of what was missed, as with the process not running, no more is made up for than five busy minutes. */
const mostMadeUp = 5 * mostPerMinute;

/** Sets off what is due. */
export async function setOffDueTraffic(store: Store): Promise<void> {
  const isDue = ({ traffic }: SandboxState, now: number) =>
    traffic !== null && traffic.nextAt <= now;
  if (!isDue(store.state, store.clock.now())) return;
  await store.change((state, now) => {
    let next = state;
    for (let made = 0; made < mostMadeUp && isDue(next, now); made++) {
      next = setOffNext(next, now).state;
    }
    return { state: skipMissed(next, now), answer: undefined };
  });
}

function setOffNext(state: SandboxState, now: number): Step<void> {
  const { traffic } = state;
  const [name, project] = course[(traffic?.made ?? 0) % course.length] ?? [];
  if (traffic === null || name === undefined || project === undefined || !isRegistrable(name)) {
    return { state, answer: undefined };
  }
  const payload = payloadOf({ name, project, index: traffic.made, at: now });
  const flow = traffic.made % secondaryEvery === secondaryEvery - 1 ? 'Secondary' : 'Primary';
  const announced = announce(state, payload, flow, now).state;
  const nextAt = traffic.nextAt + intervalOf(traffic);
  return {
    state: { ...announced, traffic: { ...traffic, made: traffic.made + 1, nextAt } },
    answer: undefined,
  };
}

function skipMissed(state: SandboxState, now: number): SandboxState {
  const { traffic } = state;
  if (traffic === null || traffic.nextAt > now) return state;
  return { ...state, traffic: { ...traffic, nextAt: now + intervalOf(traffic) } };
}

const intervalOf = ({ perMinute }: Traffic) => Math.ceil(minute / perMinute);
