import { useState } from 'react';
import type { ListedWebhook } from '../../jira/client.ts';
import type { RegistrationRequest } from '../../jira/wire.ts';
import {
  changeWebhook,
  deleteStep,
  restoreWebhook,
  type Changer,
  type ChangeOrder,
  type ChangeResult,
  type ChangeStep,
} from './change.ts';

export type Change = ReturnType<typeof useChange>;

/** A change under way: its steps as they go, what exists at the end, and the ways on from there. */
export function useChange(changer: Changer, old: ListedWebhook) {
  const [steps, setSteps] = useState<readonly ChangeStep[]>([]);
  const [result, setResult] = useState<ChangeResult>();
  const [isRunning, setRunning] = useState(false);

  const onStep = (step: ChangeStep) =>
    setSteps((before) => {
      const last = before.at(-1);
      const isSame = last?.name === step.name && last.state === 'under way';
      return [...(isSame ? before.slice(0, -1) : before), step];
    });

  async function exclusively(act: () => Promise<ChangeResult>): Promise<void> {
    if (isRunning) return;
    setRunning(true);
    try {
      setResult(await act());
    } finally {
      setRunning(false);
    }
  }

  const stands = result ?? { oldExists: true, created: undefined, errors: [], newUnknown: false };
  return {
    steps,
    result,
    isRunning,
    unavailable: isRunning ? 'The change is under way' : whyNot(result),

    run: (request: RegistrationRequest, order: ChangeOrder) =>
      exclusively(() => {
        setSteps([]);
        // Where the old one is gone already, only the new one is left to be registered.
        const next = result?.oldExists === false ? 'register-only' : order;
        return changeWebhook(changer, old, request, next, onStep);
      }),

    /** Both exist: the old one goes after all. */
    deleteOld: () =>
      exclusively(async () => ({ ...stands, oldExists: await deleteStep(changer, old, onStep) })),

    /** Both exist: the new one goes, and everything is as it was. */
    takeBack: () =>
      exclusively(async () => {
        const { created } = stands;
        if (!created) return stands;
        const exists = await deleteStep(changer, { ...old, id: created.id }, onStep);
        return { ...stands, created: exists === false ? undefined : created };
      }),

    /** Neither exists: what the old one was is registered again. */
    restore: () =>
      exclusively(async () => ({
        ...stands,
        ...(await restoreWebhook(changer, old, onStep)),
      })),
  };
}

/** What must be settled before the form may be sent once more. */
function whyNot(result: ChangeResult | undefined): string | undefined {
  if (!result) return undefined;
  if (result.oldExists === undefined || result.newUnknown) {
    return 'Look at the list first: nobody can say what exists now';
  }
  if (result.created && result.oldExists) return 'Both exist: settle that first';
  return result.created ? 'The old one stands again, under another id' : undefined;
}
