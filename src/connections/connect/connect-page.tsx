import { Page } from '../../ui/page.tsx';

/** Ways to one more site: by consent, by an installed app's secret, or many at once from a file. */
export function ConnectPage() {
  return <Page title="Connect a site">{null}</Page>;
}
