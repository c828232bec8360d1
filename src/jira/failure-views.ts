/** How archived failures can be laid out. By itself, since every screen's address may name one. */
export const histogramWidths = ['hour', 'day'] as const;
export const histogramSplits = ['event', 'url'] as const;

export const failureGroupings = [
  'url',
  'event',
  'webhook',
  'project',
  'minute',
  'hour',
  'day',
] as const;
