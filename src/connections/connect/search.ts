import * as z from 'zod/mini';

const healing = z.catch(z.optional(z.string()), undefined);

/** How a consent ended, as the server tells it by the address that it leads back to. */
export const connectSearch = z.object({
  problem: healing,
  /** The choice that is open. */
  choose: healing,
  /** Connections, joined by commas: new ones, or old ones that work again. */
  connected: healing,
  healed: healing,
});
export type ConnectSearch = z.output<typeof connectSearch>;
