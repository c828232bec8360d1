import type { Clock } from '../clock.ts';
import { emptyState } from '../state.ts';
import type { SandboxStorage } from '../storage.ts';
import { openStore, type Store } from '../store.ts';

const prefix = 'second-site/';

/** A site that has no webhooks until some are registered, on the clock of the first; it delivers nothing. */
export function openSecondSite(storage: SandboxStorage, clock: Clock): Promise<Store> {
  return openStore(below(storage), clock, () => emptyState);
}

/** The documents of one site among those of the other, which knows no keys of this kind. */
function below(storage: SandboxStorage): SandboxStorage {
  return {
    async load() {
      const documents = [...(await storage.load())];
      return new Map(
        documents.flatMap(([key, value]): [string, string][] =>
          key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
        ),
      );
    },
    apply: (changes) =>
      storage.apply(new Map([...changes].map(([key, value]) => [prefix + key, value]))),
  };
}
