/** The colours of the bars against what they stand on: WCAG 2.2, 1.4.11 asks for 3:1. */
import { readFileSync } from 'node:fs';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { getThemeStyles } from '@atlaskit/tokens/get-theme-styles';
import { beforeAll, expect, test } from 'vitest';

const sheet = readFileSync(new URL('colours.css', import.meta.url), 'utf8');
const tokens = [...sheet.matchAll(/var\((--ds-[\w-]+)\)/g)].map(([, token = '']) => token);

let themes: Awaited<ReturnType<typeof getThemeStyles>>;
beforeAll(async () => {
  // Unanswered, the tokens ask a feature service and remark on its absence.
  setBooleanFeatureFlagResolver(() => false);
  themes = await getThemeStyles('all');
});

function colourIn(css: string, token: string): string {
  const [, colour] = new RegExp(`${token}: (#[0-9A-Fa-f]{6})`).exec(css) ?? [];
  if (colour === undefined) throw new Error(`${token} is not told`);
  return colour;
}

/** WCAG's relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each(['light', 'dark'])('every colour stands out on the %s surface, and is its own', (id) => {
  const css = themes.find((theme) => theme.id === id)?.css ?? '';
  const colours = tokens.map((token) => colourIn(css, token));
  expect(new Set(colours).size).toBe(7);
  for (const colour of colours) {
    expect(contrast(colour, colourIn(css, '--ds-surface'))).toBeGreaterThanOrEqual(3);
  }
});
