import { useEffect } from 'react';

/** Names the tab after what it shows (WCAG 2.4.2). */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Jira Webhook Console`;
  }, [title]);
}
