import { useState } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import { JiraError } from '../../jira/errors.ts';
import type { RegistrationRequest, WebhookDetails, WebhookId } from '../../jira/wire.ts';
import { lookAgain, register, type ItemOutcome, type Registrar } from './register.ts';
import type { OpenOutcome } from './webhook-fields.tsx';

export interface Created {
  id: WebhookId;
  details: WebhookDetails;
  listed: ListedWebhook | undefined;
}

/** A request whose fate is not known: what is needed to look again before anything is sent again. */
interface Open {
  request: RegistrationRequest;
  known: ReadonlySet<WebhookId>;
  keys: readonly string[];
  error: JiraError;
}

/**
 * Sending the form and what came of it. Outcomes belong to the form's entries by their keys, since those
 * that were created leave the form.
 */
export function useRegistration(
  registrar: Registrar,
  onCreated: (keys: ReadonlySet<string>) => void,
) {
  const [isSending, setSending] = useState(false);
  const [created, setCreated] = useState<readonly Created[]>([]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, OpenOutcome>>(new Map());
  const [refusal, setRefusal] = useState<JiraError>();
  const [open, setOpen] = useState<Open>();

  function settle(
    request: RegistrationRequest,
    keys: readonly string[],
    all: readonly ItemOutcome[],
  ) {
    const next = new Map(outcomes);
    const done = new Set<string>();
    const news: Created[] = [];
    for (const [index, outcome] of all.entries()) {
      const key = keys[index];
      const details = request.webhooks[index];
      if (key === undefined || details === undefined) continue;
      next.delete(key);
      if (outcome.kind === 'created') {
        done.add(key);
        news.push({ id: outcome.id, details, listed: outcome.listed });
      } else {
        next.set(key, outcome);
      }
    }
    setOutcomes(next);
    setCreated((before) => [...before, ...news]);
    onCreated(done);
  }

  async function send(request: RegistrationRequest, keys: readonly string[]): Promise<void> {
    if (isSending) return;
    setSending(true);
    setRefusal(undefined);
    try {
      const result = await register(registrar, request);
      if (result.kind === 'refused') {
        setRefusal(result.error);
        return;
      }
      const isOpen = result.outcomes.some(({ kind }) => kind === 'unknown');
      const error = new JiraError({ kind: 'timeout', messages: ['The answer was lost.'] });
      setOpen(isOpen ? { request, known: result.known, keys, error } : undefined);
      settle(request, keys, result.outcomes);
    } finally {
      setSending(false);
    }
  }

  async function look(): Promise<void> {
    if (!open || isSending) return;
    setSending(true);
    try {
      const { request, keys, known, error } = open;
      const all = await lookAgain(registrar.readList, request, known, error);
      if (all.every(({ kind }) => kind !== 'unknown')) setOpen(undefined);
      settle(request, keys, all);
    } finally {
      setSending(false);
    }
  }

  return {
    isSending,
    created,
    outcomes,
    refusal,
    /** Nothing may be sent again before the list was looked at. */
    mustLook: open !== undefined,
    send,
    look,
    /** An edited webhook is no longer what Jira spoke of. */
    forget(key: string): void {
      if (outcomes.get(key)?.kind !== 'refused') return;
      const next = new Map(outcomes);
      next.delete(key);
      setOutcomes(next);
    },
  };
}
