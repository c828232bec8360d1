import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import { Button } from '../../ui/button.tsx';

interface ExportButtonProps {
  connectionId: string;
  /** Undefined while the list is not read: a file of nothing would pass for a site of nothing. */
  webhooks: readonly ListedWebhook[] | undefined;
}

/** Saves the registrations as a file that can live in a repository and be read in again. */
export function ExportButton({ connectionId, webhooks }: ExportButtonProps) {
  const [fault, setFault] = useState<string>();

  async function save(webhooks: readonly ListedWebhook[]): Promise<void> {
    // Loaded when asked for: the list is what one comes for.
    const part = await import('./save-webhooks.ts').catch(() => undefined);
    setFault(
      part
        ? part.saveWebhooks(`webhooks-${connectionId}.json`, webhooks)
        : 'What writes the file could not be loaded. Reload the page, and try again.',
    );
  }

  return (
    <>
      {fault !== undefined && <span role="alert">{fault}</span>}
      <Button
        icon={<Download size={16} aria-hidden />}
        unavailable={webhooks ? undefined : 'The list has not been read'}
        onClick={() => void (webhooks && save(webhooks))}
      >
        Export
      </Button>
    </>
  );
}
