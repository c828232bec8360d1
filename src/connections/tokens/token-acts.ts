/**
 * Making and revoking tokens. An answer that is lost is never taken for a failure: the list is read again,
 * and where that can't be done either, nobody knows.
 */
import { JiraError } from '../../jira/errors.ts';
import {
  createdMachineToken,
  machineTokens,
  type CreatedMachineToken,
  type MachineToken,
} from '../../jira/machine-tokens.ts';
import type { NewMachineToken } from '../../jira/new-machine-token.ts';
import type { CallOptions, Transport } from '../../jira/transport.ts';

export type Making =
  | { kind: 'made'; token: CreatedMachineToken }
  /** It is there, and the token itself never arrived: of use to nobody. */
  | { kind: 'lost'; token: MachineToken }
  | { kind: 'not-made'; why: string }
  | { kind: 'unknown'; why: string };

export type Revocation =
  | { kind: 'revoked' }
  | { kind: 'still-there'; why: string }
  | { kind: 'unknown'; why: string };

export const listTokens = (transport: Transport, options?: CallOptions): Promise<MachineToken[]> =>
  transport.read({ method: 'GET', path: '/tokens', ...options }, machineTokens);

/** `before` are the tokens that were listed already. Rejects with a `JiraError` where none was made. */
export async function makeToken(
  transport: Transport,
  asked: NewMachineToken,
  before: readonly MachineToken[],
): Promise<Making> {
  try {
    const call = { method: 'POST', path: '/tokens', body: asked };
    return { kind: 'made', token: await transport.read(call, createdMachineToken) };
  } catch (error) {
    if (!(error instanceof JiraError) || !error.effectUnknown) throw error;
    const listed = await readAgain(transport);
    if (listed instanceof JiraError) return { kind: 'unknown', why: listed.message };
    const known = new Set(before.map(({ id }) => id));
    const token = listed.find(({ id, name }) => !known.has(id) && name === asked.name);
    return token ? { kind: 'lost', token } : { kind: 'not-made', why: error.message };
  }
}

/** What the list says afterwards counts, whatever was answered. */
export async function revokeToken(transport: Transport, id: string): Promise<Revocation> {
  const call = { method: 'DELETE', path: `/tokens/${encodeURIComponent(id)}` };
  const failure = await transport.call(call).then(() => undefined, onlyJiraError);
  const listed = await readAgain(transport);
  if (listed instanceof JiraError) return { kind: 'unknown', why: (failure ?? listed).message };
  if (!listed.some((token) => token.id === id)) return { kind: 'revoked' };
  return { kind: 'still-there', why: failure?.message ?? 'The console said that it was revoked.' };
}

async function readAgain(transport: Transport): Promise<MachineToken[] | JiraError> {
  return listTokens(transport).catch(onlyJiraError);
}

function onlyJiraError(error: unknown): JiraError {
  if (error instanceof JiraError) return error;
  throw error;
}
