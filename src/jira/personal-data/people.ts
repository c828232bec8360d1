/** Who is who among all finds of a body. */
import { isIdentifying, normalised, standInNumber, type Find, type Identity } from './find.ts';

const kinds = ['account', 'mail', 'handle', 'name'] as const;

/**
 * A number for the person of each find, in the order in which the finds are given. An account id tells best
 * who somebody is: two people may share a name, so a name alone leads to whoever had it first.
 */
export function numberPeople(finds: readonly Find[], lastPerson: number): (find: Find) => number {
  const roots = new Map<string, string>();
  for (const find of finds) {
    const own = keyOf(find);
    if (find.identity.account === undefined || own === undefined) continue;
    const root = keyWith('account', find.identity.account);
    if (!roots.has(own)) roots.set(own, roots.get(root) ?? root);
  }
  for (const find of finds) {
    const own = keyOf(find);
    if (own !== undefined && !roots.has(own)) roots.set(own, rootOf(find.identity) ?? own);
  }

  function rootOf(identity: Identity): string | undefined {
    const keys = kinds.flatMap((kind) =>
      identity[kind] === undefined ? [] : keyWith(kind, identity[kind]),
    );
    const known = keys.find((key) => roots.has(key));
    return known === undefined ? keys[0] : roots.get(known);
  }

  const numbers = new Map<string, number>();
  let last = lastPerson;
  return ({ identity }) => {
    const root = rootOf(identity) ?? '';
    const number = numbers.get(root) ?? ++last;
    numbers.set(root, number);
    return number;
  };
}

function keyOf({ kind, value }: Find): string | undefined {
  const isOne = isIdentifying(kind) && standInNumber(value) === undefined;
  return isOne ? keyWith(kind, normalised(kind, value)) : undefined;
}

/** In old bodies what is called a name is the user name. */
function keyWith(kind: keyof Identity, value: string): string {
  return `${kind === 'handle' ? 'name' : kind}:${value}`;
}
