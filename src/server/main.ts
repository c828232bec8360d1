import { openConsole } from './console.ts';
import { listen } from './http/http-server.ts';
import { describeError } from './log.ts';
import { StartError } from './start-error.ts';

try {
  await start();
} catch (cause) {
  console.error(cause instanceof StartError ? cause.message : cause);
  process.exit(1);
}

async function start(): Promise<void> {
  const { app, configuration, logger, close } = await openConsole(process.env);
  const server = await listen(app.fetch, configuration);

  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host;
  console.log(`Jira Webhook Console: http://${host}:${server.port}`);

  // The state is unknown from here on. What was acknowledged is kept; a new start is the safe way on.
  process.on('uncaughtException', (error) => {
    logger.fatal(describeError(error), 'crash');
    process.exit(1);
  });

  const stop = async (signal: string) => {
    logger.info({ signal }, 'stopping');
    await server.stop();
    await close();
    logger.info('stopped');
    process.exit(0);
  };
  // A second signal finds no handler, and ends the process at once.
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
}
