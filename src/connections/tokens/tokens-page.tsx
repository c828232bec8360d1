import { Page } from '../../ui/page.tsx';

/** What programs show to be let in. */
export function TokensPage() {
  return <Page title="Tokens">{null}</Page>;
}
