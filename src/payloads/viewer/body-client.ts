/** The page's side of the worker that holds a body. */
import type { Differences } from '../compare/difference.ts';
import type {
  BodyAnswer,
  BodyCall,
  BodyMethod,
  BodySource,
  CompareRequest,
  OpenRequest,
} from './body-protocol.ts';
import { endBodyWorker, takeBodyWorker } from './body-worker-url.ts';
import type { OpenBody, Opened } from './open-body.ts';

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

const unreachable =
  'The console was out of reach for a moment, or it has been updated since the page opened. Reload the page.';

export class BodyClient {
  readonly #worker = takeBodyWorker();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<BodyAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('failure' in data) waiting?.reject(new Error(data.failure));
      else waiting?.resolve(data.result as never);
    });
    // A script that could not be had says nothing of why (HTML, "run a worker").
    this.#worker.addEventListener('error', ({ message }: Partial<ErrorEvent>) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(message ?? unreachable));
      this.#waiting.clear();
    });
  }

  open(source: string | Uint8Array, isMasked: boolean): Promise<Opened> {
    const open = handedOver(source);
    return this.#ask({ open, isMasked }, buffersOf(open));
  }

  /** Opens two bodies beside the one that may be open. */
  async compare(
    sources: { here: string | Uint8Array; there: string | Uint8Array },
    isMasked: boolean,
  ): Promise<void> {
    const [here, there] = [handedOver(sources.here), handedOver(sources.there)];
    await this.#ask({ here, there, isMasked }, [...buffersOf(here), ...buffersOf(there)]);
  }

  differences(shapeOnly: boolean): Promise<Differences> {
    return this.#ask({ shapeOnly });
  }

  call<Method extends BodyMethod>(
    method: Method,
    ...args: Parameters<OpenBody[Method]>
  ): Promise<ReturnType<OpenBody[Method]>> {
    return this.#ask({ call: { method, args } });
  }

  close(): void {
    endBodyWorker(this.#worker);
  }

  #ask<Result>(
    request: OpenRequest | CompareRequest | { call: BodyCall } | { shapeOnly: boolean },
    transfer: Transferable[] = [],
  ): Promise<Result> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, ...request }, transfer);
    return promise;
  }
}

/** Bytes are copied at once (5 ms for 25 MB) and the copy handed over: whoever has them keeps them. */
function handedOver(source: string | Uint8Array): BodySource {
  return typeof source === 'string' ? source : new Uint8Array(source);
}

const buffersOf = (source: BodySource) => (typeof source === 'string' ? [] : [source.buffer]);
