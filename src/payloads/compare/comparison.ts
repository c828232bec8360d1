/** Two opened bodies. Runs in a worker; nothing here needs one. */
import type { BodySource } from '../viewer/body-protocol.ts';
import { decodeBody, encodeBody } from '../viewer/body-bytes.ts';
import { indexJson } from '../viewer/json-lines.ts';
import { maskBytes } from '../viewer/mask-bytes.ts';
import { compareJson } from './compare-json.ts';
import { compareLines } from './compare-lines.ts';
import type { Differences } from './difference.ts';
import { JsonSide } from './json-side.ts';
import { newSeed } from './value-hashes.ts';

export class Comparison {
  readonly #compare: (shapeOnly: boolean) => Differences;

  constructor(here: BodySource, there: BodySource, isMasked: boolean) {
    const [mine, others] = [here, there].map((source) => bytesOf(source, isMasked));
    if (!mine || !others) throw new Error('Two bodies are needed.');
    const [json, otherJson] = [indexJson(mine), indexJson(others)];
    if ('index' in json && 'index' in otherJson) {
      const seed = newSeed();
      const side = new JsonSide(mine, json.index, seed);
      const otherSide = new JsonSide(others, otherJson.index, seed);
      this.#compare = (shapeOnly) => compareJson(side, otherSide, shapeOnly);
    } else {
      const [text, otherText] = [decodeBody(mine), decodeBody(others)];
      this.#compare = () => compareLines(text, otherText);
    }
  }

  differences(shapeOnly: boolean): Differences {
    return this.#compare(shapeOnly);
  }
}

function bytesOf(source: BodySource, isMasked: boolean): Uint8Array<ArrayBuffer> {
  const bytes = typeof source === 'string' ? encodeBody(source) : source;
  return isMasked ? maskBytes(bytes) : bytes;
}
