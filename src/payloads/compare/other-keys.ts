/** Of the other bodies that are nobody's in particular: the sample of the event, and one that is pasted. */
export const sampleKey = 'sample';
export const pastedKey = 'pasted';
