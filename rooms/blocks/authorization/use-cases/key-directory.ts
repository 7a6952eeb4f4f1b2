import { readKeySet, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import type { KeySource } from '../domain/client.ts';
import type { Federation } from './federation.ts';

export interface KeyOwner {
  readonly id: string;
  readonly keys: KeySource;
}

/** Under which entity type the federation publishes the keys. */
export type KeyRole = 'oauth_client' | 'oauth_authorization_server';

/** The public keys of clients and neighbours, kept in memory between calls. */
export interface KeyDirectory {
  keysOf(owner: KeyOwner, role: KeyRole): Promise<readonly VerificationKey[]>;
  /**
   * Fetched anew, for a signature under a key that is not known: the owner may have changed it. `undefined` where
   * they were fetched a moment ago or stand in the register; whoever sends made-up kids thus costs us little.
   */
  refreshed(owner: KeyOwner, role: KeyRole): Promise<readonly VerificationKey[] | undefined>;
}

export interface KeyDirectoryOptions {
  readonly callOut: CallOut;
  readonly federation: Federation;
  readonly clock: Clock;
}

interface Kept {
  readonly source: KeySource;
  readonly keys: readonly VerificationKey[];
  readonly askedAt: number;
  readonly until: number;
}

const keepFor = 10 * minute;
/** Keys whose source does not answer stay in use so long; then the owner is refused. */
const keepWithoutAnswer = 60 * minute;
const leastBetween = 30 * second;
const mostKept = 20_000;
const largestKeySet = 65_536;

export function createKeyDirectory(options: KeyDirectoryOptions): KeyDirectory {
  const { clock } = options;
  const kept = new Map<string, Kept>();

  const ask = async (owner: KeyOwner, role: KeyRole): Promise<readonly VerificationKey[]> => {
    const name = `${role} ${owner.id}`;
    const before = kept.get(name);
    const now = clock.now();
    const fetched = await fetchKeys(owner, role, options);
    const usable =
      before !== undefined && isSame(before.source, owner.keys) && now - before.askedAt < keepWithoutAnswer;
    const keys = fetched ?? (usable ? before.keys : []);
    if (kept.size >= mostKept) kept.clear();
    const askedAt = fetched === undefined && usable ? before.askedAt : now;
    kept.set(name, { source: owner.keys, keys, askedAt, until: now + (fetched ? keepFor : leastBetween) });
    return keys;
  };

  return {
    keysOf: async (owner, role) => {
      const name = `${role} ${owner.id}`;
      const known = kept.get(name);
      if (known === undefined || known.until <= clock.now() || !isSame(known.source, owner.keys)) {
        return ask(owner, role);
      }
      if (known.source !== owner.keys) kept.set(name, { ...known, source: owner.keys });
      return known.keys;
    },
    refreshed: async (owner, role) => {
      if (owner.keys.kind === 'set') return undefined;
      const known = kept.get(`${role} ${owner.id}`);
      if (known !== undefined && clock.now() - known.askedAt < leastBetween) return undefined;
      return ask(owner, role);
    },
  };
}

/** The directory of clients answers one object for as long as nothing changed, so the common case costs nothing. */
function isSame(one: KeySource, other: KeySource): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

async function fetchKeys(
  owner: KeyOwner,
  role: KeyRole,
  { callOut, federation }: KeyDirectoryOptions,
): Promise<readonly VerificationKey[] | undefined> {
  const { keys } = owner;
  if (keys.kind === 'set') return readKeySet(keys.jwks);
  if (keys.kind === 'address') return download(keys.url, callOut);
  const { jwks, jwks_uri: address } =
    (await federation.resolveEntity(keys.entityId ?? owner.id))?.metadata[role] ?? {};
  if (jwks !== undefined) return readKeySet(jwks);
  return typeof address === 'string' ? download(address, callOut) : undefined;
}

async function download(url: string, callOut: CallOut): Promise<readonly VerificationKey[] | undefined> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const answer = await callOut(url, { headers, mostBytes: largestKeySet });
  if (!answer.ok || answer.value.status !== 200) return undefined;
  try {
    return readKeySet(JSON.parse(answer.value.body.toString('utf8')));
  } catch {
    return undefined;
  }
}
