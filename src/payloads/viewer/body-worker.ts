import { Comparison } from '../compare/comparison.ts';
import { OpenBody } from './open-body.ts';
import type { BodyAnswer, BodyCall, BodyRequest } from './body-protocol.ts';

let body: OpenBody | undefined;
let comparison: Comparison | undefined;

addEventListener('message', ({ data }: MessageEvent<BodyRequest>) => {
  const answer = answerTo(data);
  const isBytes = 'result' in answer && answer.result instanceof Uint8Array;
  postMessage(answer, { transfer: isBytes ? [(answer.result as Uint8Array).buffer] : [] });
});

function answerTo(request: BodyRequest): BodyAnswer {
  const { id } = request;
  try {
    if ('call' in request) return { id, result: answerCall(request.call) };
    if ('shapeOnly' in request) return { id, result: comparison?.differences(request.shapeOnly) };
    if ('here' in request) {
      comparison = new Comparison(request.here, request.there, request.isMasked);
      return { id, result: true };
    }
    body = new OpenBody(request.open, request.isMasked);
    return { id, result: body.opened };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

function answerCall({ method, args }: BodyCall): unknown {
  if (body === undefined) throw new Error('No body is open.');
  // Each name goes with its own arguments, which the type of the whole cannot say.
  const ask = body[method] as (...args: unknown[]) => unknown;
  return ask.apply(body, args);
}
