import { failurePage } from '../../src/jira/failures.ts';
import { startConsole } from '../console-process.ts';
import { alternate, medianOf, type Measurement, type Sample } from './rounds.ts';
import type { Bench } from './screen.ts';
import { stockArchive } from './stocked-archive.ts';

const many = 100_000;
const few = 1000;

/** What the timeline asks for, on a small archive and on one of 100,000 failures over 72 hours. */
export async function measureArchive({ rounds }: Pick<Bench, 'rounds'>): Promise<Measurement> {
  const console = await startConsole();
  try {
    const small = await stockArchive(console.address, 'sandbox-oauth', few);
    const large = await stockArchive(console.address, 'sandbox', many);
    const subjects = await alternate(rounds, {
      [`${few} failures`]: () => ask(small),
      [`${many} failures`]: () => ask(large),
    });
    const next = medianOf(subjects, `${many} failures`, 'next page, ms');
    const verdict = `Target: next page within 100 ms. ${next <= 100 ? 'Met' : 'Missed'}.`;
    return { title: 'What the timeline asks the archive for', subjects, verdict };
  } finally {
    await console.close();
  }
}

async function ask(url: string): Promise<Sample> {
  const figures: [string, number][] = [];
  const timed = async (name: string, query: string) => {
    const startedAt = performance.now();
    const response = await fetch(url + query);
    const text = await response.text();
    figures.push([`${name}, ms`, performance.now() - startedAt]);
    return text;
  };
  const { next } = failurePage.parse(JSON.parse(await timed('first page', '')));
  await timed('next page', `?before=${encodeURIComponent(next ?? '0:x')}`);
  await timed('histogram by hour and event', '/histogram?split=event');
  await timed('histogram of one registration', '/histogram?webhook=7');
  await timed('list of one registration', '?webhook=7');
  await timed('list of one URL', '?url=https://hooks.acme.example/jira/7');
  await timed('groups by URL', '/groups?by=url');
  await timed('groups by registration', '/groups?by=webhook');
  await timed('status', '/status');
  await timed('text that is nowhere, one call', '?text=nowhere');
  return Object.fromEntries(figures);
}
