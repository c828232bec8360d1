/** What came of what was done, carried along to the screen that one is led to. */
export type Arrival = Connected | { kind: 'removed'; name: string };

export interface Connected {
  kind: 'connected' | 'healed';
  connectionIds: readonly string[];
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    arrival?: Arrival;
  }
}
