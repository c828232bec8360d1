/** A console as its own process, and the sandbox of another in Atlassian's place. For tests. */
import { startConsole } from '../console-process.ts';
import { makeStorePlace } from '../store/test-store.ts';
import { openGatekeeper } from './test-gatekeeper.ts';

export async function openTestSites(given: Record<string, string> = {}) {
  const sandboxPlace = await makeStorePlace();
  const sandbox = await startConsole(sandboxPlace.environment);
  const gatekeeper = await openGatekeeper(sandbox.url);
  const place = await makeStorePlace();
  const clientSecret = 'sandbox-client-secret';
  const environment = {
    ...place.environment,
    SANDBOX: 'off',
    LOG_LEVEL: 'trace',
    OAUTH_CLIENT_ID: 'sandbox-client',
    OAUTH_CLIENT_SECRET: clientSecret,
    ATLASSIAN_AUTH_URL: `${gatekeeper.url}/auth`,
    ATLASSIAN_API_URL: `${gatekeeper.url}/api`,
    PRIVATE_SITES: '127.0.0.1',
    ...given,
  };
  return {
    sandbox,
    gatekeeper,
    place,
    clientSecret,
    start: (more: Record<string, string> = {}) => startConsole({ ...environment, ...more }),
    async [Symbol.asyncDispose]() {
      await gatekeeper[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
      await sandboxPlace[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
