import type { Client } from './client.ts';
import type { Profile } from './profile.ts';
import type { UserClaims } from './user.ts';

/** RFC 8693 §4.1: who acts now, and who acted before. */
export interface Actor {
  readonly sub: string;
  readonly iss?: string;
  readonly act?: Actor;
}

/** RFC 7800: the key that a token is bound to. */
export type Confirmation = { readonly jkt: string } | { readonly 'x5t#S256': string };

export interface AuthorizationDetail {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** All that has been decided about a token before it is made. */
export interface Grant {
  readonly client: Client;
  readonly profile: Profile;
  /** The client's own id, or the person that it acts for. */
  readonly subject: string;
  readonly aboutPerson: boolean;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly details: readonly AuthorizationDetail[];
  readonly user: UserClaims;
  readonly actor: Actor | undefined;
  readonly confirmation: Confirmation | undefined;
  /** The token ends no later than this (seconds since the epoch): the end of what it was made from. */
  readonly latestEnd: number | undefined;
  readonly mayRefresh: boolean;
}

/** How deep a chain of actors may be: longer ones are loops. */
export const longestActorChain = 8;

/** The chain with a new actor in front; nothing where it grows too long. */
export function actedBy(actor: Actor, before: Actor | undefined): Actor | undefined {
  const chain: Actor = before === undefined ? actor : { ...actor, act: before };
  return depthOf(chain) > longestActorChain ? undefined : chain;
}

function depthOf(actor: Actor): number {
  let depth = 0;
  for (let one: Actor | undefined = actor; one !== undefined; one = one.act) depth += 1;
  return depth;
}

/** An `act` claim from a verified token of a party that may write one; nothing where it is misshapen. */
export function readActor(value: unknown, depth = 0): Actor | undefined {
  if (typeof value !== 'object' || value === null || depth >= longestActorChain) return undefined;
  const { sub, iss, act } = value as Record<string, unknown>;
  if (typeof sub !== 'string' || sub.length > 1000) return undefined;
  const before = act === undefined ? undefined : readActor(act, depth + 1);
  if (act !== undefined && before === undefined) return undefined;
  return { sub, ...(typeof iss === 'string' ? { iss } : {}), ...(before ? { act: before } : {}) };
}
