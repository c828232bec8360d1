import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { startDeadline } from './deadline.ts';

setFlagsFromString('--expose-gc');
const collect = z.function().parse(runInNewContext('gc'));

/** One exchange; whoever passes its answer on listens to the signal for as long as there is one. */
function exchange(isEnded: boolean): WeakRef<Request> {
  const { signal, hold, end } = startDeadline(60_000);
  const request = hold(new Request('http://localhost', { signal }));
  signal.addEventListener('abort', end);
  if (isEnded) end();
  return new WeakRef(request);
}

test('R16: what has ended is let go, and what is under way is not', async () => {
  const underWay = exchange(false);
  const ended = Array.from({ length: 10 }, () => exchange(true));
  const left = () => {
    collect();
    return ended.filter((request) => request.deref() !== undefined).length;
  };
  await expect.poll(left).toBe(0);
  expect(underWay.deref()).toBeDefined();
});
