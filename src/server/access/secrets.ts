import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: nothing that can be guessed, so that a plain hash is enough to keep it by. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
