import type { WebhookId } from '../jira/wire.ts';

/**
 * A selection as it stands in the address: `10000-10016_10020`. A range means the listed ids between
 * its ends, so that "all 10,000" stays short, and nothing in it looks like a number to the router. Ids only ever grow, so no later webhook slips into it.
 */
export function formatSelection(
  selected: ReadonlySet<WebhookId>,
  listed: readonly WebhookId[],
): string {
  const ascending = listed.toSorted((a, b) => a - b);
  const runs: string[] = [];
  for (let index = 0; index < ascending.length; index++) {
    const first = ascending[index];
    if (first === undefined || !selected.has(first)) continue;
    let last = first;
    for (let next = ascending[index + 1]; next !== undefined && selected.has(next);) {
      last = next;
      index++;
      next = ascending[index + 1];
    }
    runs.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return runs.join('_');
}

/** The listed ids that the text names; what it cannot read selects nothing. */
export function parseSelection(text: string, listed: readonly WebhookId[]): Set<WebhookId> {
  const ranges = text.split('_').flatMap((run) => {
    const [, from, to] = /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(run) ?? [];
    return from === undefined ? [] : [{ from: Number(from), to: Number(to ?? from) }];
  });
  if (ranges.length === 0) return new Set();
  const starts = ranges.toSorted((a, b) => a.from - b.from);
  const selected = new Set<WebhookId>();
  let range = 0;
  for (const id of listed.toSorted((a, b) => a - b)) {
    while (range < starts.length - 1 && id > (starts[range]?.to ?? 0)) range++;
    const here = starts[range];
    if (here && id >= here.from && id <= here.to) selected.add(id);
  }
  return selected;
}
