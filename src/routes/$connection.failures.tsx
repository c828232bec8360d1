import { createFileRoute, getRouteApi, stripSearchParams } from '@tanstack/react-router';
import { FailuresPage } from '../failures/failures-page.tsx';
import { failuresSearch, failuresSearchDefaults, type FailuresSearch } from '../failures/search.ts';
import { BodyViewer } from '../payloads/viewer/body-viewer.tsx';

/** The failed deliveries of one connection; all of the screen's state stands in the address. */
export const Route = createFileRoute('/$connection/failures')({
  validateSearch: failuresSearch,
  search: { middlewares: [stripSearchParams(failuresSearchDefaults)] },
  component: Failures,
});

const parent = getRouteApi('/$connection');

function Failures() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const connection = parent.useLoaderData();
  const onSearch = (change: Partial<FailuresSearch>) =>
    void navigate({
      search: (before) => ({ ...before, ...change }),
      // The way back leads out of a body, not through all that one stepped over.
      replace: !(
        'group' in change ||
        'from' in change ||
        ('open' in change && (search.open === undefined || change.open === undefined))
      ),
      resetScroll: false,
    });
  return (
    <FailuresPage
      key={connection.id}
      connection={connection}
      search={search}
      onSearch={onSearch}
      renderBody={(shown) => (
        <BodyViewer
          {...shown}
          compared={search.compare}
          onCompare={(compare) => onSearch({ compare })}
        />
      )}
    />
  );
}
