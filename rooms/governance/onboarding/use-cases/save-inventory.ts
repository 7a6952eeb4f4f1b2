import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { type JwtProblem, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { minute } from '@ena/kernel/time.ts';
import type { ClaimedInventory } from '../domain/inventory.ts';
import type { InventoryStore } from '../store/inventory-store.ts';
import type { OnboardingTools } from './tools.ts';

export type SaveInventoryOutcome =
  | { readonly kind: 'saved' | 'unchanged' }
  /** The federation vouches for no connector of this organisation under the entity id. */
  | { readonly kind: 'unknown-connector' }
  | { readonly kind: 'signature-refused'; readonly problem: JwtProblem }
  /** Meant for another hub, or valid for longer than such a statement may be. */
  | { readonly kind: 'rule-broken'; readonly detail: string }
  /** A later one is here, or another one of the same second. */
  | { readonly kind: 'older' };

export interface InventoryTools extends Pick<OnboardingTools, 'clock' | 'federation'> {
  readonly inventories: InventoryStore;
}

export interface InventoryRules {
  /** What the JWT says in `typ`, so that no other signed statement passes for an inventory (RFC 8725 §3.11). */
  readonly typ: string;
  readonly largest: number;
}

const longest = 10 * minute;

/**
 * Keeps the newest inventory of an organisation. The signature is the authorisation: it is made with a key that the
 * organisation's connector has published and the federation vouches for now.
 */
export async function saveInventory(
  { clock, federation, inventories }: InventoryTools,
  organisationNumber: string,
  claimed: ClaimedInventory,
  { typ, largest }: InventoryRules,
): Promise<SaveInventoryOutcome> {
  const connector = await federation.connectorOf(claimed.entityId);
  if (connector?.organisationNumber !== organisationNumber) return { kind: 'unknown-connector' };
  const { keys } = connector;
  const verified = await verifyJwt(claimed.jwt, { typ, keys, now: clock.now(), maxBytes: largest });
  if (!verified.ok) return { kind: 'signature-refused', problem: verified.error };
  const detail = brokenRule(claimed, federation.anchorEntityId);
  if (detail !== undefined) return { kind: 'rule-broken', detail };
  const { entityId, issuedAt, systems, services, grants } = claimed;
  const inventory = { organisationNumber, entityId, issuedAt, systems, services, grants };
  const kind = await inventories.save(inventory, {
    sha256: sha256Hex(claimed.jwt),
    receivedAt: clock.now(),
  });
  return { kind };
}

function brokenRule({ audience, issuedAt, expiresAt }: ClaimedInventory, anchor: string): string | undefined {
  if (audience !== anchor) return 'aud must be the entity id of this hub’s trust anchor.';
  if (expiresAt <= issuedAt || expiresAt - issuedAt > longest)
    return 'exp must be at most ten minutes after iat.';
  return undefined;
}
