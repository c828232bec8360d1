import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

function work() {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const run = (name: string) => () => {
    begun.push(name);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    ends.set(name, { resolve, reject });
    return promise;
  };
  return { begun, run, end: (name: string) => ends.get(name) };
}

test('so many run at once, the others in the order in which they came', async () => {
  const { begun, run, end } = work();
  const atOnce = fewAtOnce(2);
  const { signal } = new AbortController();
  const [a, b, c] = ['a', 'b', 'c', 'd'].map((name) => atOnce(signal, run(name)));
  await setImmediate();
  expect(begun).toEqual(['a', 'b']);
  end('b')?.resolve();
  await b;
  await setImmediate();
  expect(begun).toEqual(['a', 'b', 'c']);
  // One that fails makes room all the same.
  end('a')?.reject(new Error('refused'));
  await expect(a).rejects.toThrow('refused');
  await setImmediate();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('c')?.resolve();
  await c;
});

test('who no longer wants a turn takes none, and holds up nobody', async () => {
  const { begun, run, end } = work();
  const atOnce = fewAtOnce(1);
  const { signal } = new AbortController();
  const left = new AbortController();
  const first = atOnce(signal, run('first'));
  const second = atOnce(left.signal, run('second'));
  const third = atOnce(signal, run('third'));
  left.abort(new Error('scrolled past'));
  await expect(second).rejects.toThrow('scrolled past');
  end('first')?.resolve();
  await first;
  await setImmediate();
  expect(begun).toEqual(['first', 'third']);
  end('third')?.resolve();
  await third;
  await expect(atOnce(left.signal, run('late'))).rejects.toThrow('scrolled past');
  const fourth = atOnce(signal, run('fourth'));
  await setImmediate();
  expect(begun).toEqual(['first', 'third', 'fourth']);
  end('fourth')?.resolve();
  await fourth;
});
