/** Secrets that are planted, and looked for where none belongs. For tests. */
import { createHash, randomBytes } from 'node:crypto';

export const planted = () => `planted-${randomBytes(12).toString('hex')}`;

/** As it is, and as what encodes or hashes it carelessly would write it. */
export function spellingsOf(secret: string): string[] {
  // In base64 a text has three spellings, by how many bytes are before it; of each the part that is the same.
  const base64 = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(before + secret).toString('base64');
    return text.slice(before === '' ? 0 : 4, -4).replaceAll(/=+$/g, '');
  });
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    createHash('md5').update(secret).digest('hex'),
    ...base64,
  ];
}

/** The names of those secrets that the text holds, however they are spelt. */
export function foundIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    secret === '' || spellingsOf(secret).some((spelling) => text.includes(spelling)) ? [name] : [],
  );
}
