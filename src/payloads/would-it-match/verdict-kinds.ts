/** The verdicts as they stand in the address, in the order in which they are shown. */
export const verdictKinds = ['sent', 'unknown', 'not-sent'] as const;
export type VerdictKind = (typeof verdictKinds)[number];
