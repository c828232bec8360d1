import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { WouldItMatchHere } from './-would-it-match.tsx';
import { CataloguePage } from '../payloads/catalogue/catalogue-page.tsx';
import { catalogueSearch, catalogueSearchDefaults } from '../payloads/catalogue/search.ts';

/** The catalogue of events; the search and the open event stand in the address. */
export const Route = createFileRoute('/payloads')({
  validateSearch: catalogueSearch,
  search: { middlewares: [stripSearchParams(catalogueSearchDefaults)] },
  component: Payloads,
});

function Payloads() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearch = (change: Partial<typeof search>) =>
    void navigate({
      search: (before) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    });
  return (
    <CataloguePage
      search={search}
      onSearch={onSearch}
      renderMatch={(body) => <WouldItMatchHere body={body} search={search} onSearch={onSearch} />}
    />
  );
}
