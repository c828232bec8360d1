import { startTransition, useEffect, useState } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import { consoleClient } from '../../jira/console-client.ts';
import type { Reading } from '../read-payload.ts';
import { tryRegistrations, type RegistrationVerdict } from './try-registrations.ts';

interface Tried {
  reading: Reading;
  webhooks: readonly ListedWebhook[];
  verdicts: readonly RegistrationVerdict[];
}

/**
 * The verdicts on a list, once all are there, and before that how many were tried. While a list that was
 * read anew is tried, the verdicts on the one before stay.
 */
export function useVerdicts(
  connectionId: string,
  reading: Reading,
  webhooks: readonly ListedWebhook[] | undefined,
) {
  const [done, setDone] = useState<Tried>();
  const [tried, setTried] = useState(0);
  useEffect(() => {
    if (reading.kind !== 'payload' || webhooks === undefined) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    const { clock } = consoleClient(connectionId);
    const trying = { now: clock.now(), signal, onProgress: setTried };
    void tryRegistrations(reading.event, webhooks, trying).then((verdicts) => {
      if (!verdicts || signal.aborted) return;
      // Hundreds of verdicts are painted without holding up who types or scrolls.
      startTransition(() => setDone({ reading, webhooks, verdicts }));
    });
    return () => stopping.abort();
  }, [connectionId, reading, webhooks]);
  return { verdicts: done?.reading === reading ? done.verdicts : undefined, tried };
}
