import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutLines } from './cut-file.ts';

async function partsOf(text: string, sizes: readonly number[], limits: object) {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    let at = 0;
    for (let index = 0; at < bytes.length; index++) {
      const size = sizes[index % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
      await Promise.resolve();
    }
  }
  const parts: { text: string; linesBefore: number }[] = [];
  for await (const { from, to, linesBefore } of cutLines(chunks(), limits)) {
    parts.push({ text: new TextDecoder().decode(bytes.subarray(from, to)), linesBefore });
  }
  return parts;
}

test('a part ends where a line ends, and says how many lines lie before it', async () => {
  expect(await partsOf('a\nb\nc\nd', [3], { lines: 2, bytes: 99 })).toEqual([
    { text: 'a\nb\n', linesBefore: 0 },
    { text: 'c\nd', linesBefore: 2 },
  ]);
});

test('an empty file has no part', async () => {
  expect(await partsOf('', [1], {})).toEqual([]);
});

test('whatever the lines, the parts are the file, none too large but for one long line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\n') })),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 12 }),
      async (pieces, sizes, lines, bytes) => {
        const text = pieces.join('\n');
        const parts = await partsOf(text, sizes, { lines, bytes });
        expect(parts.map((part) => part.text).join('')).toBe(text);
        let before = 0;
        for (const [index, part] of parts.entries()) {
          expect(part.linesBefore).toBe(before);
          const held = part.text.split('\n').length - 1;
          before += held;
          expect(held).toBeLessThanOrEqual(lines);
          if (index < parts.length - 1) expect(part.text.endsWith('\n')).toBe(true);
          const isOneLine = !part.text.trimEnd().includes('\n') && held <= 1;
          const isLast = index === parts.length - 1;
          if (!isOneLine && !isLast) {
            expect(new TextEncoder().encode(part.text).length).toBeLessThanOrEqual(bytes);
          }
        }
      },
    ),
  );
});
