/** Re-sending on an archive of its own, to hosts that the test names. For tests. */
import { randomUUID } from 'node:crypto';
import { createTestApp } from '../test-signed-in.ts';
import { failuresPath, failure, openTestArchive, testNow } from '../archive/test-archive.ts';
import type { Connection } from '../connections/connection.ts';
import { fixedConnections } from '../connections/registry.ts';
import { resendAnswer, resendAttempts } from '../../jira/resend.ts';
import { testConnection } from '../test-app.ts';
import { systemNetwork, type Network } from '../outbound/network.ts';
import { startResending, type ResendingOptions } from './resending.ts';

export const failedUrl = 'https://hooks.acme.example/jira';
export const attemptsPath = (delivery = 'lost') =>
  `${failuresPath}/${encodeURIComponent(delivery)}/${testNow}/attempts`;
export const resendPath = (delivery = 'lost') =>
  `${failuresPath}/${encodeURIComponent(delivery)}/${testNow}/resend`;

/** Every name is this machine. */
export const localNetwork: Network = {
  ...systemNetwork,
  resolve: () => Promise.resolve(['127.0.0.1']),
};

export async function openTestResending(
  options: Partial<ResendingOptions> = {},
  about: Partial<Connection> = {},
) {
  const archive = await openTestArchive();
  const { database, clock, logger } = archive;
  const nobody = () => Promise.reject(new Error('must not be called'));
  const start = () =>
    startResending({
      database,
      clock,
      replica: 'one',
      network: localNetwork,
      allowedHosts: new Set(['receiver.test']),
      timeoutMs: 20_000,
      ...options,
    });
  const resending = await start();
  const app = createTestApp({
    connections: fixedConnections([{ ...testConnection(nobody), ...about }]),
    upstreamTimeoutMs: 1000,
    logger,
    loopbackOnly: true,
    screen: new Map(),
    resend: { database, resending },
  });
  const post = async (body: unknown, delivery?: string) =>
    app.request(
      new Request(`http://localhost${resendPath(delivery)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  return {
    ...archive,
    app,
    resending,
    /** What the next console of this name finds. */
    restart: start,
    post,
    keep: (body: string | undefined, id = 'lost', url = failedUrl) =>
      archive.handIn([failure(id, testNow, { body, url })]),
    async resend(url: string, attempt: string = randomUUID(), delivery?: string) {
      const response = await post({ url, attempt }, delivery);
      return resendAnswer.parse(await response.json());
    },
    async attempts(delivery?: string) {
      const response = await app.request(`http://localhost${attemptsPath(delivery)}`);
      return resendAttempts.parse(await response.json());
    },
    async [Symbol.asyncDispose]() {
      await resending.stop();
      await archive[Symbol.asyncDispose]();
    },
  };
}
