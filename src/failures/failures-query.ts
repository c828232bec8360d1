import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type QueryClient,
} from '@tanstack/react-query';
import { consoleClient } from '../jira/console-client.ts';
import {
  archiveStatus,
  failureGroups,
  failureHistogram,
  failurePage,
  type ArchivedFailure,
  type FailureGroups,
  type FailureHistogram,
} from '../jira/failures.ts';
import { JiraError } from '../jira/errors.ts';
import { createTransport } from '../jira/transport.ts';
import {
  archivePath,
  bodyPath,
  queryText,
  type ArchiveQuery,
  type FailureName,
} from './archive-client.ts';
import { failureKey } from './search-state.ts';

const archive = createTransport({ baseUrl: '' });

/** How often the archive is asked whether something came. */
const lookMs = 5000;
const pageSize = 100;

const keyOf = (connectionId: string, ...rest: readonly unknown[]) => [
  'connections',
  connectionId,
  'failures',
  ...rest,
];

/** Where failures come from and when the last one came; corrects the site's clock as it goes. */
export function statusQuery(connectionId: string) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'status'),
    async queryFn({ signal }) {
      const path = `${archivePath(connectionId)}/status`;
      const askedAt = Date.now();
      const status = await archive.read({ method: 'GET', path, signal }, archiveStatus);
      consoleClient(connectionId).clock.observe(status.now, askedAt, Date.now());
      return status;
    },
    refetchInterval: lookMs,
    refetchOnWindowFocus: 'always',
  });
}

/**
 * The list, page after page, newest first. `generation` counts how often one asked for what is new:
 * otherwise nothing that one reads moves, so a list that is there is never read again by itself.
 */
export function listQuery(connectionId: string, filter: ArchiveQuery, generation: number) {
  return infiniteQueryOptions({
    queryKey: keyOf(connectionId, 'list', filter, generation),
    queryFn: ({ pageParam, signal }) => {
      const query = queryText({ ...filter, before: pageParam, limit: pageSize });
      const path = archivePath(connectionId) + query;
      return archive.read({ method: 'GET', path, signal }, failurePage);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** How many failures that pass the filter came after `asOf`; asked again whenever something came. */
export function newFailuresQuery(
  connectionId: string,
  filter: ArchiveQuery,
  asOf: number | undefined,
  latest: number | undefined,
) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'new', filter, asOf, latest),
    queryFn: ({ signal }) =>
      readGroups(connectionId, { ...filter, by: 'event', archivedAfter: asOf }, signal),
    select: ({ total }) => total,
    enabled: asOf !== undefined && latest !== undefined && latest > asOf,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

export function histogramQuery(connectionId: string, query: ArchiveQuery, generation: number) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'histogram', query, generation),
    queryFn: ({ signal }): Promise<FailureHistogram> => {
      const path = `${archivePath(connectionId)}/histogram${queryText(query)}`;
      return archive.read({ method: 'GET', path, signal }, failureHistogram);
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

export function groupsQuery(
  connectionId: string,
  filter: ArchiveQuery,
  by: FailureGroups['by'],
  generation: number,
) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'groups', by, filter, generation),
    queryFn: ({ signal }) => readGroups(connectionId, { ...filter, by }, signal),
    staleTime: Infinity,
  });
}

function readGroups(connectionId: string, query: ArchiveQuery, signal: AbortSignal) {
  const path = `${archivePath(connectionId)}/groups${queryText(query)}`;
  return archive.read({ method: 'GET', path, signal }, failureGroups);
}

/** One failure that an address names and the list does not hold: those of its millisecond are few. */
export function failureQuery(connectionId: string, name: FailureName) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'one', failureKey(name)),
    async queryFn({ signal }): Promise<ArchivedFailure | null> {
      const { failureTime } = name;
      const query = queryText({ from: failureTime, to: failureTime + 1, limit: 1000 });
      const path = archivePath(connectionId) + query;
      const { failures } = await archive.read({ method: 'GET', path, signal }, failurePage);
      return failures.find(({ id }) => id === name.id) ?? null;
    },
    staleTime: Infinity,
  });
}

/** The body's bytes, exactly as they were archived. Bodies may be large: soon let go again. */
export function bodyQuery(connectionId: string, name: FailureName) {
  return queryOptions({
    queryKey: keyOf(connectionId, 'body', failureKey(name)),
    async queryFn({ signal }): Promise<Uint8Array> {
      const response = await archive.call({
        method: 'GET',
        path: bodyPath(connectionId, name),
        signal,
      });
      return new Uint8Array(await response.arrayBuffer());
    },
    // Compared by identity: bytes of 25 MB are not walked through to find them equal.
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** After something was handed in: all that counts failures is read again. */
export async function readArchiveAnew(queryClient: QueryClient, connectionId: string) {
  await queryClient.invalidateQueries({ queryKey: keyOf(connectionId) });
}

/** The console answers: what it did not answer before, so that there is nothing to show, is asked for again. */
export async function readWhatWasMissed(queryClient: QueryClient, connectionId: string) {
  await queryClient.refetchQueries({
    queryKey: keyOf(connectionId),
    type: 'active',
    predicate: ({ state: { data, error } }) =>
      data === undefined &&
      error instanceof JiraError &&
      (error.kind === 'unreachable' || error.status === 503),
  });
}
