/** How much one call looks through: some seconds' work at most. The next call goes on from there. */
const mostBodies = 20_000;
const mostBytes = 128 * 1024 * 1024;

/**
 * Looks for a text in bodies, one after the other: there is no index of them. It counts what it looked
 * at, so that a call ends in time on an archive of any size.
 */
export function startSearch(text: string) {
  const wanted = text.toLowerCase();
  let bodies = 0;
  let bytes = 0;
  return {
    matches(body: Buffer | undefined): boolean {
      bodies++;
      bytes += body?.byteLength ?? 0;
      return body !== undefined && body.toString().toLowerCase().includes(wanted);
    },
    isSpent: () => bodies >= mostBodies || bytes >= mostBytes,
  };
}
