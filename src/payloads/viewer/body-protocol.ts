/** What page and worker say to each other. Both are of one build, so nothing is parsed at this door. */
import type { OpenBody } from './open-body.ts';

export type BodyMethod = Exclude<keyof OpenBody, 'opened'>;

export interface BodyCall<Method extends BodyMethod = BodyMethod> {
  method: Method;
  args: Parameters<OpenBody[Method]>;
}

export type BodySource = string | Uint8Array<ArrayBuffer>;

export interface OpenRequest {
  open: BodySource;
  isMasked: boolean;
}

export interface CompareRequest {
  here: BodySource;
  there: BodySource;
  isMasked: boolean;
}

export type BodyRequest = { id: number } & (
  | OpenRequest
  | { call: BodyCall }
  | CompareRequest
  | { shapeOnly: boolean }
);

export type BodyAnswer = { id: number } & ({ result: unknown } | { failure: string });
