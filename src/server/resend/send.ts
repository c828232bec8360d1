import type { ResendOutcome } from '../../jira/resend.ts';
import type { OwnReceiver } from '../connections/connection.ts';
import { startDeadline } from '../proxy/deadline.ts';
import { readAnswer, type Incoming } from './answer.ts';
import { openConnection, placeOf, type Place } from '../outbound/connect.ts';
import { checkedAddresses, hostOf, type Guard } from '../outbound/destination.ts';
import { exchange, type Message } from './exchange.ts';
import type { Network } from '../outbound/network.ts';
import { NotSent } from '../outbound/not-sent.ts';

export interface Sending {
  message: Message;
  /** Where the URL leads by itself, without the network. */
  receiver: OwnReceiver | undefined;
  guard: Guard;
  /** For everything, the answer included. */
  timeoutMs: number;
  stopping: AbortSignal;
}

/** Sends once, and says what is known of it. Rejects only by a mistake of our own before anything was sent. */
export async function send(sending: Sending): Promise<ResendOutcome> {
  const startedAt = performance.now();
  const deadline = startDeadline(sending.timeoutMs, sending.stopping);
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const begin = await deadline
      .within(prepare(sending, deadline.signal))
      .catch((cause: unknown) => {
        throw deadline.signal.aborted ? tooLate(sending) : cause;
      });
    const incoming = await deadline.within(begin()).catch(() => undefined);
    if (incoming === undefined)
      return { state: 'unknown', reason: whyUnknown(sending, deadline.signal) };
    return { state: 'answered', ...(await readAnswer(incoming)), durationMs: durationMs() };
  } catch (cause) {
    if (!(cause instanceof NotSent)) throw cause;
    const { state, message: reason } = cause;
    return state === 'refused' ? { state, reason } : { state, reason, durationMs: durationMs() };
  } finally {
    deadline.end();
  }
}

/** All that comes before the first byte; what it resolves with sends it. */
async function prepare(
  { message, receiver, guard }: Sending,
  signal: AbortSignal,
): Promise<() => Promise<Incoming>> {
  if (receiver && 'take' in receiver) return () => call(receiver.take, message, signal);
  const place = receiver
    ? localPlace(receiver.port)
    : placeOf(message.url, await checkedAddresses(message.url, guard));
  const socket = await connectOrLetGo(place, guard.network, signal);
  return () => exchange(message, socket, signal);
}

/** One that comes when nobody waits for it any more is closed. */
async function connectOrLetGo(place: Place, network: Network, signal: AbortSignal) {
  const socket = await openConnection(place, network, signal);
  if (signal.aborted) socket.destroy();
  return socket;
}

/** As the sandbox's own deliveries: plain HTTP to a port of this machine, with the `Host` of the original. */
function localPlace(port: number): Place {
  return { host: '127.0.0.1', port, addresses: ['127.0.0.1'], isTls: false };
}

async function call(
  take: (request: Request) => Promise<Response>,
  { url, headers, body }: Message,
  signal: AbortSignal,
): Promise<Incoming> {
  const answer = await take(new Request(url, { method: 'POST', headers, body, signal }));
  return {
    status: answer.status,
    headers: [...answer.headers],
    chunks: answer.body ?? new Blob([]).stream(),
  };
}

function tooLate({ message, stopping, timeoutMs }: Sending): NotSent {
  return new NotSent(
    'failed',
    stopping.aborted
      ? 'The console was stopped before there was a connection.'
      : `There was no connection to ${hostOf(message.url)} within ${timeoutMs / 1000} seconds.`,
  );
}

function whyUnknown({ stopping, timeoutMs }: Sending, { aborted }: AbortSignal): string {
  if (stopping.aborted) return 'The console was stopped before an answer came.';
  return aborted
    ? `No answer came within ${timeoutMs / 1000} seconds.`
    : 'The connection was closed without an answer that could be read.';
}
