/** Where the failures of a connection are shown, narrowed to what is asked for. */
export function failuresAddress(
  connectionId: string,
  search: { webhook?: number; from?: number },
): string {
  const query = new URLSearchParams(
    Object.entries(search).map(([key, value]) => [key, `${value}`]),
  );
  return `/${encodeURIComponent(connectionId)}/failures?${query}`;
}
