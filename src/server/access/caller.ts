import type { Context } from 'hono';
import type { Me, Role } from '../../jira/access.ts';
import type { TokenScope } from '../../jira/machine-tokens.ts';
import type { AppEnvironment } from '../app-environment.ts';

export interface Person extends Me {
  kind: 'person';
}

export interface Machine {
  kind: 'machine';
  /** What the token is called: those of the environment by their variable. */
  name: string;
  scope: TokenScope;
  /** Undefined where the token is for no one connection. */
  connectionId: string | undefined;
}

/** Who asks. */
export type Caller = Person | Machine;

/** Who did something, for the log: one line, and no stranger's text of any length. */
export function actorOf(caller: Caller): { person: string } | { token: string } {
  const name = caller.name.slice(0, 100).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return caller.kind === 'person' ? { person: name } : { token: name };
}

/** Whoever reaches a console that is open to its own machine. */
export const thisMachine: Person = {
  kind: 'person',
  name: 'This machine',
  role: 'admin',
  signIn: 'none',
};

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}

/** The strongest of the roles that the values stand for. */
export function roleOf(
  values: readonly string[],
  roles: ReadonlyMap<string, Role>,
): Role | undefined {
  const held = values.flatMap((value) => roles.get(value) ?? []);
  return held.toSorted((one, other) => ranks[other] - ranks[one])[0];
}

/** Whether the caller sees bodies with stand-ins for personal data only. */
export function seesMasked(context: Context<AppEnvironment>): boolean {
  const caller = context.get('caller');
  return caller?.kind === 'person' && caller.role === 'viewer';
}

/** Whether the caller signed in, or showed a token: not merely somebody on this machine. */
export function hasProvenItself(context: Context<AppEnvironment>): boolean {
  const caller = context.get('caller');
  return caller?.kind === 'machine' || (caller !== undefined && caller.signIn !== 'none');
}

/** What a machine with a token for one connection need not know is left out. */
export function visibleTo<Connection extends { id: string }>(
  context: Context<AppEnvironment>,
  connections: readonly Connection[],
): readonly Connection[] {
  const caller = context.get('caller');
  return caller?.kind === 'machine'
    ? connections.filter(({ id }) => id === caller.connectionId)
    : connections;
}
