import type { JiraClient, ListedWebhook } from '../../jira/client.ts';
import type { RegistrationRequest, WebhookId } from '../../jira/wire.ts';
import { JiraError } from '../../jira/errors.ts';
import { detailsOf } from '../prefill.ts';
import { register, type ItemOutcome, type Registrar } from './register.ts';

export interface Changer extends Registrar {
  jira: Pick<JiraClient, 'registerWebhooks' | 'deleteWebhooks'>;
}

/**
 * `delete-first` where Jira would not take the new one beside the old one; it leaves a gap.
 * `register-only` where the old one is gone already.
 */
export type ChangeOrder = 'register-first' | 'delete-first' | 'register-only';

export type ChangeStepName = 'register' | 'delete' | 'restore';
export interface ChangeStep {
  name: ChangeStepName;
  state: 'under way' | 'done' | 'failed' | 'unknown';
  words: string;
}

/** What exists in Jira when a change has ended, as far as anybody can know. */
export interface ChangeResult {
  /** The old one: by the list, or undefined where the list cannot tell. */
  oldExists: boolean | undefined;
  /** What stands in its place: the new one, or the old one registered again. */
  created: { id: WebhookId; is: 'new' | 'restored' } | undefined;
  /** Jira's words on the new one, for the fields that caused them. */
  errors: string[];
  /** Whether something may have been registered without an answer. */
  newUnknown: boolean;
}

/**
 * Jira has no update: to change a webhook is to register a new one and to delete the old one, under a new
 * id. Every step is verified by the list before the next; each is told to `onStep` as it goes.
 */
export async function changeWebhook(
  changer: Changer,
  old: ListedWebhook,
  request: RegistrationRequest,
  order: ChangeOrder,
  onStep: (step: ChangeStep) => void,
): Promise<ChangeResult> {
  if (order === 'delete-first') return deleteFirst(changer, old, request, onStep);
  const registered = await registerStep(changer, request, 'register', onStep);
  const oldExists = order === 'register-first';
  if (registered.kind !== 'created') return { ...nothingNew(registered), oldExists };
  const created = { id: registered.id, is: 'new' } as const;
  return {
    ...nothingNew(registered),
    created,
    oldExists: oldExists ? await deleteStep(changer, old, onStep) : false,
  };
}

async function deleteFirst(
  changer: Changer,
  old: ListedWebhook,
  request: RegistrationRequest,
  onStep: (step: ChangeStep) => void,
): Promise<ChangeResult> {
  const oldExists = await deleteStep(changer, old, onStep);
  // Unknown counts as there: registering beside it would be refused, or be a double.
  if (oldExists !== false) return { oldExists, created: undefined, errors: [], newUnknown: false };
  const registered = await registerStep(changer, request, 'register', onStep);
  if (registered.kind === 'created') {
    return { ...nothingNew(registered), oldExists, created: { id: registered.id, is: 'new' } };
  }
  // The new one may yet appear; the old one beside it would be the double that Jira refuses here.
  if (registered.kind === 'unknown') return { ...nothingNew(registered), oldExists };
  return { ...nothingNew(registered), ...(await restoreWebhook(changer, old, onStep)), oldExists };
}

/** Registers what an old webhook was, under the id that it gets now. */
export async function restoreWebhook(
  changer: Changer,
  old: ListedWebhook,
  onStep: (step: ChangeStep) => void,
): Promise<Pick<ChangeResult, 'created' | 'newUnknown'>> {
  const request = { url: old.url ?? '', webhooks: [detailsOf(old)] };
  const outcome = await registerStep(changer, request, 'restore', onStep);
  const { newUnknown } = nothingNew(outcome);
  return {
    newUnknown,
    created: outcome.kind === 'created' ? { id: outcome.id, is: 'restored' } : undefined,
  };
}

function nothingNew(outcome: ItemOutcome): Omit<ChangeResult, 'oldExists'> {
  return {
    created: undefined,
    errors: outcome.kind === 'refused' ? outcome.errors : [],
    newUnknown: outcome.kind === 'unknown' || outcome.kind === 'unseen',
  };
}

async function registerStep(
  registrar: Registrar,
  request: RegistrationRequest,
  name: 'register' | 'restore',
  onStep: (step: ChangeStep) => void,
): Promise<ItemOutcome> {
  const what = name === 'register' ? 'the new one' : 'the old one again';
  onStep({ name, state: 'under way', words: `Registering ${what}` });
  const result = await register(registrar, request);
  const [outcome] =
    result.kind === 'outcomes'
      ? result.outcomes
      : [{ kind: 'refused', errors: [result.error.message] } satisfies ItemOutcome];
  const settled: ItemOutcome = outcome ?? { kind: 'unknown', because: 'Jira said nothing of it.' };
  onStep({ name, ...stepWords(settled, what) });
  return settled;
}

function stepWords(outcome: ItemOutcome, what: string): Pick<ChangeStep, 'state' | 'words'> {
  switch (outcome.kind) {
    case 'created':
      return { state: 'done', words: `Registered ${what}: webhook ${outcome.id}` };
    case 'refused':
      return { state: 'failed', words: `Jira refused ${what}: ${outcome.errors.join(' ')}` };
    case 'unseen':
      return { state: 'failed', words: `Not registered, by the list: ${outcome.because}` };
    case 'unknown':
      return {
        state: 'unknown',
        words: `Nobody can say whether it was registered. ${outcome.because}`,
      };
  }
}

/** Deletes and looks: whether the webhook is still listed, or undefined where that cannot be seen. */
export async function deleteStep(
  { jira, readList }: Changer,
  { id }: ListedWebhook,
  onStep: (step: ChangeStep) => void,
): Promise<boolean | undefined> {
  onStep({ name: 'delete', state: 'under way', words: `Deleting webhook ${id}` });
  const refusal = await jira.deleteWebhooks([id]).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  try {
    const exists = (await readList()).some((webhook) => webhook.id === id);
    onStep(
      exists
        ? {
            name: 'delete',
            state: 'failed',
            words: `Webhook ${id} is still there${refusal === undefined ? '' : `: ${refusal}`}`,
          }
        : { name: 'delete', state: 'done', words: `Deleted webhook ${id}` },
    );
    return exists;
  } catch (error) {
    const words = `Nobody can say whether webhook ${id} still exists. ${messageOf(error)}`;
    onStep({ name: 'delete', state: 'unknown', words });
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof JiraError) return error.message;
  throw error;
}
