import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A secret as it lies in the store. */
export interface Sealed {
  secret: string;
  key_id: string;
}

export interface KeyRing {
  /** Names the key that everything is sealed with from now on. */
  keyId: string;
  knows(keyId: string): boolean;
  /** `place` names the row: moved to another one, the secret can't be opened. */
  seal(place: string, text: string): Sealed;
  /** Throws where it was sealed with another key, for another place, or was changed. */
  open(place: string, sealed: Sealed): string;
}

const keyBytes = 32;
/** NIST SP 800-38D, 8.2: 96 random bits, never used twice with one key. */
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with the first of the keys; what the others sealed can still be opened. */
export function createKeyRing(keys: readonly [Buffer, ...Buffer[]]): KeyRing {
  const byId = new Map(keys.map((key) => [nameOf(key), key]));
  const [current] = keys;
  const keyId = nameOf(current);
  return {
    keyId,
    knows: (id) => byId.has(id),
    seal(place, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(Buffer.from(place));
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return { secret: Buffer.concat(sealed).toString('base64'), key_id: keyId };
    },
    open(place, { secret, key_id: id }) {
      const key = byId.get(id);
      if (!key) throw new Error('Sealed with a key that is not known.');
      const bytes = Buffer.from(secret, 'base64');
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes));
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}

/** Base64 of 32 bytes, or undefined. */
export function readKey(text: string): Buffer | undefined {
  const isBase64 = /^[\w+/-]{43}=?$/.test(text.trim());
  const key = Buffer.from(text.trim(), 'base64');
  return isBase64 && key.byteLength === keyBytes ? key : undefined;
}

export const newKey = () => randomBytes(keyBytes);

/** Tells nothing of the key: a hash of 256 random bits can't be turned back. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update('credentials key').update(key).digest('hex').slice(0, 16);
}
