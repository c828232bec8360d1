/** Deliveries that fail for good at once: real ones, to whoever is registered, and refused with 404. */
import { BadRequest } from '../errors.ts';
import { json } from '../json.ts';
import type { SandboxState } from '../state.ts';
import type { Step } from '../store.ts';
import { announce, type Announced } from './announce.ts';
import { fateOf } from './fate.ts';
import { payloadOf } from './payload-template.ts';
import type { DeliveryParts } from './routes.ts';
import { course } from './traffic.ts';

export const mostFailures = 500;

/** Each time round, issues have another status, type and person: filters that ask for one meet it. */
const mostInVain = 4 * course.length;

/** Of the Connect app, since nobody may ask for those of the other. */
export async function failNow({ store, courier }: DeliveryParts, count: number): Promise<Response> {
  const announced = await store.change((state, now) => setOffRefused(state, count, now));
  await courier.settle();
  return json({
    deliveries: announced.map((delivery) => ({
      ...delivery,
      ...fateOf(store.state, delivery.id),
    })),
  });
}

function setOffRefused(state: SandboxState, count: number, now: number): Step<Announced[]> {
  const deliveries = new Map(state.deliveries);
  const refused: Announced[] = [];
  const first = state.delivered + state.givenUp + state.deliveries.size;
  for (let made = 0, inVain = 0; refused.length < count; made++, inVain++) {
    const [name, project] = course[(first + made) % course.length] ?? [];
    if (inVain === mostInVain || name === undefined || project === undefined) throw nobodyIsTold();
    // One further each time round: the course is even, and so are the kinds of issue.
    const index = first + made + Math.floor(made / course.length);
    const payload = payloadOf({ name, project, index, at: now });
    const { state: next, answer } = announce(state, payload, 'Primary', now);
    const told = answer.deliveries.filter(({ identity }) => identity === 'connect');
    for (const announced of told.slice(0, count - refused.length)) {
      const delivery = next.deliveries.get(announced.id);
      if (delivery === undefined) continue;
      deliveries.set(delivery.id, { ...delivery, answeredAs: '404' });
      refused.push(announced);
      inVain = -1;
    }
  }
  return { state: { ...state, deliveries }, answer: refused };
}

function nobodyIsTold(): BadRequest {
  return new BadRequest(
    'Nobody is told of what happens here: register a webhook of the Connect app first, such as one for jira:issue_updated with project = PAY.',
  );
}
