import { expect, test } from 'vitest';
import { usageOf } from './usage.ts';

const origin = 'https://console.example';
const linesOf = (scope: 'webhooks' | 'failures:write' | 'metrics', connection: string | null) =>
  usageOf({ scope, connection }, origin).map(({ lines }) => lines);

test('each scope has a line that can be run, and none of them holds a token', () => {
  expect(linesOf('webhooks', 'acme')).toEqual([
    'curl --header "Authorization: Bearer $CONSOLE_TOKEN" \\\n  https://console.example/api/connections/acme/rest/api/3/webhook',
    'npm run registrations -- plan --connection acme --console https://console.example webhooks.json',
    'https://console.example/api/connections/acme',
  ]);
  expect(linesOf('failures:write', 'acme').join()).toMatch(
    /x-ndjson' \\\n {2}--data-binary @failures\.ndjson \\\n {2}https:\S+\/acme\/failures$/,
  );
  expect(linesOf('metrics', null)).toEqual([
    'curl --header "Authorization: Bearer $CONSOLE_TOKEN" \\\n  https://console.example/metrics',
  ]);
});
