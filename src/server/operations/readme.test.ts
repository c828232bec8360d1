import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('the page on running it explains every metric, and alerts on none that is not there', async () => {
  const page = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const text = await createMetrics().registry.metrics();
  const names = [...text.matchAll(/^# HELP (\S+)/gm)].map(([, name = '']) => name);
  const own = names.filter((name) => name.startsWith('console_'));
  const table = page.split('Worth an alert')[0] ?? '';
  for (const name of own) expect(table).toContain(name);
  const named = page.match(/\bconsole_[a-z_]+/g) ?? [];
  const unknown = named.filter((name) => !own.includes(name.replace(/_count$/, '')));
  expect(unknown).toEqual([]);
});
