import { readVerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { Client, KeySource } from '../domain/client.ts';
import { isResource } from '../domain/resource.ts';
import type { ServerTools } from './server-tools.ts';

/** What a writer believed the state to be: nothing there, or this revision; `any` where it did not say. */
export type Expected =
  | { readonly kind: 'absent' }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'any' };

export type RegisterOutcome<Thing> =
  | { readonly kind: 'created'; readonly thing: Thing }
  | { readonly kind: 'replaced'; readonly thing: Thing }
  | { readonly kind: 'unknown-profile' }
  | { readonly kind: 'bad-keys'; readonly detail: string }
  | { readonly kind: 'bad-address'; readonly member: string }
  | { readonly kind: 'not-in-federation'; readonly detail: string }
  /** Somebody else changed it meanwhile, or `expected` is not how it is. */
  | { readonly kind: 'changed-meanwhile' };

/** Registers a client under its id, or replaces it. Takes effect at once here, within seconds in other processes. */
export async function registerClient(
  wanted: Omit<Client, 'revision'>,
  expected: Expected,
  tools: ServerTools,
): Promise<RegisterOutcome<Client>> {
  if (!tools.profiles.has(wanted.profile)) return { kind: 'unknown-profile' };
  const wrong =
    keyProblem(wanted.keys) ?? addressProblem({ resources: wanted.resources, serves: wanted.serves });
  if (wrong !== undefined) return wrong;
  const before = await tools.store.findClient(wanted.id);
  if (!isAsExpected(before, expected)) return { kind: 'changed-meanwhile' };
  const thing = { ...wanted, revision: (before?.revision ?? 0) + 1 };
  const saved = await tools.store.saveClient(thing, before?.revision);
  tools.clients.forget();
  if (saved === 'raced') return { kind: 'changed-meanwhile' };
  return { kind: before === undefined ? 'created' : 'replaced', thing };
}

export function isAsExpected(before: { readonly revision: number } | undefined, expected: Expected): boolean {
  if (expected.kind === 'any') return true;
  return expected.kind === 'absent' ? before === undefined : before?.revision === expected.revision;
}

type Wrong = Extract<RegisterOutcome<never>, { kind: 'bad-keys' | 'bad-address' }>;

/** Every key of a set must be usable: one that silently is not would be missed only when it is needed. */
export function keyProblem(keys: KeySource): Wrong | undefined {
  if (keys.kind === 'address')
    return isResource(keys.url) ? undefined : { kind: 'bad-address', member: 'jwksUri' };
  if (keys.kind === 'federation') return undefined;
  const seen = new Set<string>();
  for (const [index, jwk] of keys.jwks.keys.entries()) {
    const key = readVerificationKey(jwk);
    if (!key.ok) return { kind: 'bad-keys', detail: `key ${index + 1} is refused: ${key.error}` };
    const name = key.value.kid ?? key.value.thumbprint;
    if (seen.has(name)) return { kind: 'bad-keys', detail: `key ${index + 1} has the kid of another key` };
    seen.add(name);
  }
  return undefined;
}

export function addressProblem(addresses: Readonly<Record<string, readonly string[]>>): Wrong | undefined {
  const wrong = Object.entries(addresses).find(([, urls]) => !urls.every(isResource));
  return wrong && { kind: 'bad-address', member: wrong[0] };
}
