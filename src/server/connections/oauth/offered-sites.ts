import * as z from 'zod/mini';

const offeredSites = z.array(z.object({ id: z.string(), name: z.string(), url: z.string() }));
/** A site that a user lets the app use. */
export type OfferedSite = z.output<typeof offeredSites>[number];

/** As they lie beside the grant. */
export const readSites = (text: string): OfferedSite[] => offeredSites.parse(JSON.parse(text));

export function writeSites(sites: readonly OfferedSite[]): string {
  return JSON.stringify(sites.map(({ id, name, url }) => ({ id, name, url })));
}
