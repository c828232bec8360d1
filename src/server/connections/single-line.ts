/** Nothing that breaks a line or turns what stands after it around. */
export function isSingleLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u.test(text);
}
