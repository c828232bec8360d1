/** The addresses of the archive, `/api/connections/{id}/failures…`, as the screen asks for them. */
import type { Filters, Range } from './search-state.ts';

export function archivePath(connectionId: string): string {
  return `/api/connections/${encodeURIComponent(connectionId)}/failures`;
}

export interface FailureName {
  id: string;
  failureTime: number;
}

export function bodyPath(connectionId: string, { id, failureTime }: FailureName): string {
  return `${archivePath(connectionId)}/${encodeURIComponent(id)}/${failureTime}/body`;
}

export type ArchiveQuery = Record<string, string | number | undefined>;

/** `?name=value…` of what is given; an empty text is a value, except that nothing is searched for. */
export function queryText(query: ArchiveQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || (name === 'text' && value === '') ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** The filters as the archive takes them, within what the screen looks at. */
export function filterQuery(filters: Filters, whole: Range): ArchiveQuery {
  const { from, to, url, event, project, webhook, text } = filters;
  // No end of its own: what fails while one looks belongs to the list.
  return { from: from ?? whole.from, to, url, event, project, webhook, text };
}

export function exportPath(connectionId: string, format: 'ndjson' | 'csv', query: ArchiveQuery) {
  return `${archivePath(connectionId)}/export${queryText({ ...query, format })}`;
}
