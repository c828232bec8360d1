import { expect, test } from 'vitest';
import { systemClock } from '../../sandbox/clock.ts';
import type { Connection } from '../connections/connection.ts';
import { fixedConnections } from '../connections/registry.ts';
import { testConnection } from '../test-app.ts';
import { createWebhookCensus } from './webhook-census.ts';

test('what was seen of connections that are gone is forgotten', () => {
  const census = createWebhookCensus(systemClock);
  const named = (id: string): Connection => ({ ...testConnection(() => Promise.reject()), id });
  let list = [named('stays'), named('goes'), named('goes-too')];
  let onChange = () => {};
  census.follow({
    ...fixedConnections([]),
    list: () => list,
    onChange(listener) {
      onChange = listener;
      return () => {};
    },
  });
  const whole = JSON.stringify({ values: [], startAt: 0, isLast: true });
  const begun = JSON.stringify({ values: [{ id: 1 }], startAt: 0, isLast: false });
  for (const { id } of list) census.see(id, id === 'goes-too' ? begun : whole);
  expect(census.size()).toBe(3);
  list = [named('stays')];
  onChange();
  expect(census.size()).toBe(1);
});
