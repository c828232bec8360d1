import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from './ask.ts';
import { startConnected } from './connected-console.ts';
import { alternate, medianOf, quantile, type Measurement, type Sample } from './rounds.ts';
import type { Bench } from './screen.ts';
import { startSites, type Sites, type Troubles } from './sites.ts';

const connections = 20;
const browsers = 50;
const hanging = 3;
const busy = 11;
/** What an open screen asks once a minute is asked once a second. */
const everyMs = 1000;
const seconds = 6;
const list = '/rest/api/3/webhook?startAt=0&maxResults=100';
const questions = [list, '/failures/sparklines', '/failures/status'];
const alone = 'one browser, all sites well';
const troubled = `${browsers} browsers, one site hanging, one answering 429`;

/** The polling of many open screens, of which some look at a site in trouble. */
export async function measureLoad({ rounds }: Pick<Bench, 'rounds'>): Promise<Measurement> {
  await using sites = await startSites({ sites: connections, delayMs: 20 });
  await using console = await startConnected(sites.origins);
  const asked = console.connections;
  const well = asked.filter((_, place) => place !== hanging && place !== busy);
  const crowd = Array.from({ length: browsers }, (_, place) => asked[place % connections] ?? '');
  const subjects = await alternate(rounds, {
    [alone]: () => stepThrough(well),
    [`${browsers} browsers, all sites well`]: () => poll(crowd, well, sites, {}),
    [troubled]: () => poll(crowd, well, sites, { hanging, busy }),
  });
  const figure = 'list at the 99th percentile, ms';
  const ratio = medianOf(subjects, troubled, figure) / medianOf(subjects, alone, figure);
  return {
    title: `Polling ${connections} connections, those of the sites that are well (20 ms away)`,
    subjects,
    verdict: `Target: at most twice. ${ratio.toFixed(2)} times: ${ratio <= 2 ? 'met' : 'missed'}.`,
  };
}

/** One question after the other, as many as a crowd asks of one kind in a round. */
async function stepThrough(well: readonly string[]): Promise<Sample> {
  const agent = new Agent({ keepAlive: true });
  const lists: number[] = [];
  const others: number[] = [];
  try {
    for (let count = 0; count < 300; count++) {
      const connection = well[count % well.length] ?? '';
      for (const question of questions) {
        const took = await timed(agent, connection + question, performance.now());
        (question === list ? lists : others).push(took);
      }
    }
    return figuresOf(lists, others);
  } finally {
    agent.destroy();
  }
}

/** All at their own moment of the second, however long earlier answers take; timed from that moment. */
async function poll(
  crowd: readonly string[],
  well: readonly string[],
  sites: Sites,
  trouble: Troubles,
): Promise<Sample> {
  sites.trouble(trouble);
  const lists: number[] = [];
  const others: number[] = [];
  const startedAt = performance.now() + 50;
  const agents = crowd.map(() => new Agent({ keepAlive: true }));
  const browse = async (connection: string, place: number): Promise<void> => {
    const agent = agents[place];
    if (!agent) return;
    const isWell = well.includes(connection);
    const asking: Promise<void>[] = [];
    for (let second = 0; second < seconds; second++) {
      const due = startedAt + second * everyMs + (place / crowd.length) * everyMs;
      await wait(Math.max(0, due - performance.now()));
      const dueNow = performance.now();
      for (const question of questions) {
        const answered = timed(agent, connection + question, dueNow);
        asking.push(
          isWell
            ? answered.then((took) => void (question === list ? lists : others).push(took))
            : answered.then(() => {}).catch(() => {}),
        );
      }
    }
    if (isWell) await Promise.all(asking);
  };
  try {
    await Promise.all(crowd.map(browse));
    return figuresOf(lists, others);
  } finally {
    sites.trouble({});
    for (const agent of agents) agent.destroy();
  }
}

const figuresOf = (lists: readonly number[], others: readonly number[]): Sample => ({
  'list at the 99th percentile, ms': quantile(lists, 0.99),
  'list, median, ms': quantile(lists, 0.5),
  'archive at the 99th percentile, ms': quantile(others, 0.99),
});

async function timed(agent: Agent, url: string, from: number): Promise<number> {
  const status = await ask(agent, url);
  if (status !== 200) throw new Error(`${url} answered with ${status}.`);
  return performance.now() - from;
}
