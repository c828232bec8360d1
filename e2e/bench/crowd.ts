import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { ask } from './ask.ts';
import { alternate, medianOf, quantile, type Measurement, type Sample } from './rounds.ts';
import { startStocked, type Bench } from './screen.ts';

const wanted = 10_000;
const slow = 100;
const requestsPerRound = 300;
const target = 250;

const path = '/api/connections/sandbox/rest/api/3/webhook';
const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n{`;

/** One list of 40 after another, alone and beside clients that only hold connections open. */
export async function measureCrowd({ rounds }: Bench): Promise<Measurement> {
  await using console = await startStocked(40);
  // Both ends have descriptors of their own, and the console needs some for itself.
  const most = Number(execFileSync('sh', ['-c', 'ulimit -n']).toString());
  const size = Math.min(wanted, Number.isNaN(most) ? wanted : most - 500);
  const subjects = await alternate(rounds, {
    alone: () => requests(console.address),
    crowd: () => amid(console.address, size, () => requests(console.address)),
  });
  const p99 = medianOf(subjects, 'crowd', '99th percentile, ms');
  return {
    title: `GET of a list of 40, ${requestsPerRound} a round, beside ${size} connections that say nothing and ${slow} each that drip, end or break off`,
    subjects,
    verdict: `99th percentile in the crowd ${p99.toFixed(1)} ms; target ${target}: ${p99 <= target ? 'met' : 'missed'}`,
  };
}

async function requests(address: string): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const lengths: number[] = [];
  for (let count = 0; count < requestsPerRound; count++) {
    const startedAt = performance.now();
    const status = await ask(agent, address + path);
    if (status !== 200) throw new Error(`The list was answered with ${status}.`);
    lengths.push(performance.now() - startedAt);
  }
  agent.destroy();
  return {
    'median, ms': quantile(lengths, 0.5),
    '99th percentile, ms': quantile(lengths, 0.99),
    'longest, ms': Math.max(...lengths),
  };
}

/** Whoever is cut off comes again at once, so that the crowd is as large at the end as at the start. */
async function amid(address: string, size: number, measure: () => Promise<Sample>) {
  const port = Number(new URL(address).port);
  const members = new Set<Socket>();
  const state = { isOver: false };
  const join = async (behave: (socket: Socket) => void) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    members.add(socket);
    socket.on('error', () => {}).resume();
    socket.once('end', () => socket.destroy());
    socket.once('close', () => {
      members.delete(socket);
      if (!state.isOver) void join(behave);
    });
    const closed = once(socket, 'close');
    await Promise.race([once(socket, 'connect'), closed]);
    behave(socket);
  };
  const drip = setInterval(() => {
    for (const socket of dripping) socket.write('a');
  }, 1000);
  const dripping = new Set<Socket>();
  for (let opened = 0; opened < size; opened += 500) {
    const batch = Math.min(500, size - opened);
    await Promise.all(Array.from({ length: batch }, () => join(() => {})));
  }
  for (let nth = 0; nth < slow; nth++) {
    await join((socket) => {
      dripping.add(socket);
      socket.once('close', () => dripping.delete(socket));
      socket.write(head);
    });
    await join((socket) => void socket.end(head));
    await join((socket) => {
      socket.write(head);
      setTimeout(() => socket.resetAndDestroy(), 1000).unref();
    });
  }
  const sample = await measure();
  state.isOver = true;
  clearInterval(drip);
  const closed = Array.from(members, (socket) => once(socket, 'close'));
  for (const socket of members) socket.destroy();
  await Promise.all(closed);
  return sample;
}
