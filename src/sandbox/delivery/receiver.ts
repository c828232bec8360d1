/** Receivers that are no servers: what is sent to them is answered here, without a socket. */
import { minute, type Clock } from '../clock.ts';

export const receiverHost = 'receiver.sandbox.example';

/** How a built-in receiver takes a delivery: the first step of its path. */
export const behaviours = ['ok', '500', '404', '429', 'slow', 'hang-up', 'flaky', 'gone'] as const;
export type Behaviour = (typeof behaviours)[number];

/** What arrived. `body` is left out where it is long. */
export interface Received {
  at: string;
  url: string;
  behaviour: Behaviour;
  /** What it answered; absent where it did not. */
  status?: number;
  headers: Record<string, string>;
  bytes: number;
  body?: string;
}

export interface Receiver {
  /** The latest deliveries, oldest first. They do not outlive the process. */
  readonly received: readonly Received[];
  take(request: Request, behaviour: Behaviour): Promise<Response>;
  clear(): void;
}

const mostReceived = 200;
const longestBody = 64 * 1024;

export function createReceiver(clock: Clock): Receiver {
  let received: Received[] = [];
  return {
    get received() {
      return received;
    },
    async take(request, behaviour) {
      const body = await request.text();
      const answer = answerOf(behaviour, Number(request.headers.get('X-Atlassian-Webhook-Retry')));
      const entry: Received = {
        at: new Date(clock.now()).toISOString(),
        url: request.url,
        behaviour,
        ...(answer === undefined ? {} : { status: answer.status }),
        headers: Object.fromEntries(request.headers),
        bytes: new TextEncoder().encode(body).byteLength,
        ...(body.length > longestBody ? {} : { body }),
      };
      received = [...received, entry].slice(-mostReceived);
      if (answer === undefined) throw new TypeError('The receiver did not answer.');
      return answer;
    },
    clear() {
      received = [];
    },
  };
}

export function behaviourOf(url: URL): Behaviour | undefined {
  const [, name] = url.pathname.split('/');
  return behaviours.find((behaviour) => behaviour === name);
}

/** Undefined where no answer comes. For the slow one nobody waits: its time-out has passed at once. */
function answerOf(behaviour: Behaviour, retry: number): Response | undefined {
  switch (behaviour) {
    case 'ok':
      return new Response(null, { status: 204 });
    case 'gone':
      return new Response(null, { status: 410 });
    case '429':
      // Whether Jira heeds this header is not established; it is what receivers send.
      return new Response(null, {
        status: 429,
        headers: { 'Retry-After': String((10 * minute) / 1000) },
      });
    case '500':
    case '404':
      return new Response(null, { status: Number(behaviour) });
    case 'flaky':
      // Two failures of different kinds, then it works.
      if (retry === 1) return undefined;
      return new Response(null, { status: retry === 0 ? 503 : 204 });
    case 'slow':
    case 'hang-up':
      return undefined;
  }
}
