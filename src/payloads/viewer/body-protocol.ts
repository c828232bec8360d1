/** What page and worker say to each other. Both are of one build, so nothing is parsed at this door. */
import type { OpenBody } from './open-body.ts';

export type BodyMethod = Exclude<keyof OpenBody, 'opened'>;

export interface BodyCall<Method extends BodyMethod = BodyMethod> {
  method: Method;
  args: Parameters<OpenBody[Method]>;
}

export type BodyRequest = { id: number } & (
  | { open: string | Uint8Array<ArrayBuffer> }
  | { call: BodyCall }
);

export type BodyAnswer = { id: number } & ({ result: unknown } | { failure: string });
