/**
 * What the sandbox needs of a store: a flat set of JSON documents by key, read once at the start and
 * changed in atomic steps. An answer is given only after its step is kept.
 */
export interface SandboxStorage {
  load(): Promise<Map<string, string>>;
  /** All of `changes` or none; `null` removes the key. */
  apply(changes: ReadonlyMap<string, string | null>): Promise<void>;
}

/** Forgets everything with the process: for tests. */
export function memoryStorage(): SandboxStorage {
  const documents = new Map<string, string>();
  return {
    load: () => Promise.resolve(new Map(documents)),
    apply(changes) {
      for (const [key, value] of changes) {
        if (value === null) documents.delete(key);
        else documents.set(key, value);
      }
      return Promise.resolve();
    },
  };
}
