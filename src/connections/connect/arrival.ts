/** What came of a consent, carried along to the screen that one is led to. */
export interface Arrival {
  kind: 'connected' | 'healed';
  connectionIds: readonly string[];
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    arrival?: Arrival;
  }
}
