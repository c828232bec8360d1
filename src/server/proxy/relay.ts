export interface RelayOptions {
  /** Chunks that were taken from the source already. */
  taken?: readonly Uint8Array[];
  signal: AbortSignal;
  /** How many bytes may pass; with more it breaks. Without a number, any. */
  most?: number;
  /** All of it was passed on, or nobody wants the rest. Called once. */
  onEnd: () => void;
  /**
   * It broke, or the signal ended it. Called once. True where the reader is told by its connection's end;
   * otherwise the stream fails.
   */
  onBreak: (cause: unknown) => boolean;
}

/** A body that went on past what may pass. */
class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/**
 * Passes a body on chunk by chunk, no faster than it is read. A break is never an end: the reader must
 * not take a cut body for a whole one.
 */
export function relay(
  source: ReadableStreamDefaultReader<Uint8Array>,
  { taken = [], signal, most = Number.POSITIVE_INFINITY, onEnd, onBreak }: RelayOptions,
): ReadableStream<Uint8Array> {
  let isOver = false;
  let passed = taken.reduce((size, chunk) => size + chunk.byteLength, 0);
  let fail = (_cause: unknown) => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        fail = (cause) => {
          if (isOver) return;
          isOver = true;
          source.cancel(cause).catch(() => {});
          if (!onBreak(cause)) controller.error(cause);
        };
        signal.addEventListener('abort', () => fail(signal.reason), { once: true });
        source.closed.catch(fail);
        for (const chunk of taken) controller.enqueue(chunk);
      },
      async pull(controller) {
        const chunk = await source.read().catch(() => undefined);
        if (isOver || chunk === undefined) return;
        if (!chunk.done) {
          passed += chunk.value.byteLength;
          return passed > most ? fail(new AnswerTooLong()) : controller.enqueue(chunk.value);
        }
        isOver = true;
        onEnd();
        controller.close();
      },
      async cancel(reason) {
        if (isOver) return;
        isOver = true;
        onEnd();
        await source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
