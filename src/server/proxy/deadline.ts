export interface Deadline {
  signal: AbortSignal;
  /** The request that the signal has to reach. */
  hold: (request: Request) => Request;
  /** The promise's outcome, or the signal's reason where that comes first. */
  within: <T>(promise: Promise<T>) => Promise<T>;
  /** No more need to watch the time. */
  end: () => void;
}

/** The time that one exchange with Jira may take, all of its answer included; `client` may end it sooner. */
export function startDeadline(timeoutMs: number, client?: AbortSignal): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  // A Request follows its signal by a weak reference only: one that waits in silence would be collected
  // as garbage, and never end. The timer holds it. Let go at the end: the platform keeps the signal, and all
  // that listens to it, until the Request is collected, so a signal that leads to its own Request never is.
  const held: Request[] = [];
  const timer = setTimeout(() => {
    controller.abort(new DOMException('No whole answer in time', 'TimeoutError'));
    held.length = 0;
  }, timeoutMs);

  const stop = () => controller.abort(client?.reason);
  client?.addEventListener('abort', stop, { once: true });
  if (client?.aborted) stop();

  return {
    signal,
    hold(request) {
      held.push(request);
      return request;
    },
    within: (promise) => Promise.race([promise, rejectionOf(signal)]),
    end() {
      clearTimeout(timer);
      held.length = 0;
      client?.removeEventListener('abort', stop);
    },
  };
}

export function isTimeout({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
