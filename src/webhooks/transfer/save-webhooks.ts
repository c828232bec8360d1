import type { ListedWebhook } from '../../jira/client.ts';
import { exportFile, RegistrationsFileError } from '../../jira/registrations/file.ts';

/** Hands the browser the file; what is said instead where these can't be written as one. */
export function saveWebhooks(name: string, webhooks: readonly ListedWebhook[]): string | undefined {
  try {
    download(name, exportFile(webhooks));
    return undefined;
  } catch (error) {
    if (!(error instanceof RegistrationsFileError)) throw error;
    return error.message;
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
