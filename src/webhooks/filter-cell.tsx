import { Ear } from 'lucide-react';
import { isCatchAll, isUnfiltered } from '../jira/catch-all.ts';
import type { ListedWebhook } from '../jira/client.ts';
import rows from '../ui/row-table.module.css';
import styles from './webhook-table.module.css';

/** What narrows a registration, or plainly that nothing does. */
export function FilterCell({ webhook }: { webhook: ListedWebhook }) {
  const { jqlFilter, fieldIdsFilter, issuePropertyKeysFilter } = webhook;
  const narrowed = [
    fieldIdsFilter && `fields ${fieldIdsFilter.join(', ') || 'none'}`,
    issuePropertyKeysFilter && `properties ${issuePropertyKeysFilter.join(', ') || 'none'}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <div
      role="cell"
      className={styles.filter}
      title={[jqlFilter, narrowed].filter(Boolean).join('\n')}
    >
      <code className={rows.line}>{jqlFilter || <i>no JQL</i>}</code>
      <span className={`${rows.line} ${rows.quiet}`}>
        {isUnfiltered(webhook) ? (
          <span className={styles.everything}>
            <Ear size={12} aria-hidden />
            {isCatchAll(jqlFilter) ? 'Listens to everything' : 'Listens to all: JQL does not apply'}
          </span>
        ) : (
          narrowed
        )}
      </span>
    </div>
  );
}
