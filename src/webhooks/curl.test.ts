import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registrationRequest, webhook, type Webhook } from '../jira/wire.ts';
import { curlToRegister } from './curl.ts';

const full = {
  id: 10_001,
  url: 'https://hooks.example/in',
  events: ['jira:issue_updated'],
  jqlFilter: `summary = "it's $HOME \`id\` \\"`,
  fieldIdsFilter: ['summary'],
  issuePropertyKeysFilter: ['key'],
  expirationDate: '2019-06-01T12:42:30.000+0000',
};

/** What curl would be given, after a real shell has read the command. */
function argumentsInShell(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const printed = execFileSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { JIRA_BASE_URL: 'https://site.example', JIRA_AUTHORIZATION: 'JWT of the reader' },
  });
  return printed.split('\0').slice(0, -1);
}

/** The text that follows a flag. */
const dataOf = (command: string): unknown => {
  const given = argumentsInShell(command);
  return JSON.parse(given[given.indexOf('--data') + 1] ?? '');
};

describe('the command', () => {
  test('is one call that a shell understands', () => {
    expect(argumentsInShell(curlToRegister(webhook.parse(full)))).toEqual([
      '--request',
      'POST',
      'https://site.example/rest/api/3/webhook',
      '--header',
      'Authorization: JWT of the reader',
      '--header',
      'Content-Type: application/json',
      '--data',
      expect.stringContaining('{"url":"https://hooks.example/in","webhooks":[{'),
    ]);
  });

  test('registers the same webhook, without what Jira gave it', () => {
    const { id: _, url, expirationDate: __, ...details } = full;
    const command = curlToRegister(webhook.parse(full));
    expect(dataOf(command)).toEqual({ url, webhooks: [details] });
  });

  test('carries every text through the shell as it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '!', '\n', ' ', '(', '%', 'a') }),
    );
    const webhooks = fc
      .record({
        url: text,
        events: fc.array(text),
        jqlFilter: text,
        fieldIdsFilter: fc.array(text),
      })
      .map((details): Webhook => webhook.parse({ id: 1, ...details }));
    fc.assert(
      fc.property(webhooks, (one) => {
        const { id: _, url, ...details } = one;
        const request = registrationRequest.parse(dataOf(curlToRegister(one)));
        expect(request).toEqual({ url, webhooks: [details] });
      }),
      // Each starts a shell.
      { numRuns: 40 },
    );
  });

  test('leaves a gap to fill where Jira did not say the URL, and no filter that was not there', () => {
    const command = curlToRegister(webhook.parse({ id: 1, events: [] }));
    const webhooks = [{ events: [], jqlFilter: '' }];
    expect(dataOf(command)).toEqual({ url: 'https://…', webhooks });
  });

  test('takes site and credentials from the reader, and nothing of Jira’s raw answer', () => {
    const raw = { ...full, token: 'secret-token', self: 'https://site.example/private' };
    const command = curlToRegister({ ...webhook.parse(raw), json: raw } as Webhook);
    expect(command).toContain('"Authorization: $JIRA_AUTHORIZATION"');
    expect(command).not.toMatch(/secret|private|bearer|jwt|10001|2019/i);
  });
});
