/** What answers as a console does, before a site that is not as documented. For tests. */
import { createServer } from 'node:http';
import { once } from 'node:events';

const secretName = 'Nadia Okonjo';
const webhook = {
  id: 2 ** 40,
  events: ['jira:issue_created', 'board_created'],
  jqlFilter: `assignee was "${secretName}"`,
  expirationDate: 1_900_000_000_000,
};

export async function startStub() {
  const asked: string[] = [];
  const answers: Record<string, [status: number, body: unknown]> = {
    'GET /api/connections': [
      200,
      [
        {
          id: 'odd',
          name: 'Odd',
          kind: 'oauth',
          siteUrl: 'https://odd.example',
          limit: 5,
          canListFailed: false,
        },
      ],
    ],
    'GET /webhook': [200, { values: [webhook, { ...webhook, id: 2 ** 40 + 1 }], maxResults: 50 }],
    'GET /webhook/failed': [200, { values: [{ who: secretName }] }],
    'POST /webhook': [
      400,
      {
        errorMessages: [`Not for nadia@odd.example at https://odd.example/x?token=planted`],
      },
    ],
  };
  const server = createServer((incoming, outgoing) => {
    const [path = ''] = (incoming.url ?? '').split('?');
    const name = `${incoming.method} ${path.replace(/^.*\/rest\/api\/3/, '')}`;
    asked.push(name);
    const [status, body] = answers[name] ?? [404, {}];
    outgoing.sendDate = false;
    outgoing.writeHead(status, { 'content-type': 'application/json', 'ratelimit-limit': '5' });
    outgoing.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    asked,
    secrets: [secretName, 'odd.example', 'planted'],
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
