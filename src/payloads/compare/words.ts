import { mostListed, type Difference, type Differences } from './difference.ts';

/** "3 different, 1 only here, 2 only there". */
export function countOf({ different, onlyHere, onlyThere }: Differences): string {
  const parts = [
    [different, 'different'],
    [onlyHere, 'only here'],
    [onlyThere, 'only there'],
  ] as const;
  const found = parts.filter(([count]) => count > 0);
  return found.map(([count, word]) => `${count.toLocaleString('en')} ${word}`).join(', ');
}

export function captionOf(differences: Differences): string {
  const { different, onlyHere, onlyThere, list } = differences;
  const isCut = different + onlyHere + onlyThere > list.length;
  return isCut ? `The first ${mostListed.toLocaleString('en')} differences` : 'Differences';
}

export const kindWords: Readonly<Record<Difference['kind'], string>> = {
  different: 'Different',
  'other type': 'Other type',
  'only here': 'Only here',
  'only there': 'Only there',
};
