import type { JsonMetadata } from './entity.ts';
import type { JsonObject } from './json.ts';

/**
 * An entity in the federation that is no organisation's connector. `hosted`: the hub signs and serves its
 * configuration. `outside`: it does so itself, and may be an intermediate with subordinates of its own.
 */
export interface Member {
  readonly entityId: string;
  readonly kind: 'hosted' | 'outside';
  /** Whose it is, where that is a registered organisation. */
  readonly organisationNumber: string | undefined;
  readonly name: string;
  /** The keys that the anchor vouches for; empty for a hosted one, which the hub signs for. */
  readonly federationKeys: readonly JsonObject[];
  /** Hosted: its own metadata. Outside: what the anchor says about it, which overrides its own. */
  readonly metadata: JsonMetadata;
  readonly entityTypes: readonly string[];
  readonly intermediate: boolean;
  readonly constraints: JsonObject | undefined;
  /** URIs of the policies under which it was registered. */
  readonly registrationPolicy: readonly string[];
  /** Where its configuration is, if not at its own id. */
  readonly location: string | undefined;
  readonly state: 'active' | 'revoked';
  readonly revision: number;
}

/** An outside entity as the operator registers it after checking it. */
export interface MemberRegistration {
  readonly entityId: string;
  readonly organisationNumber: string | undefined;
  readonly name: string;
  readonly federationKeys: readonly JsonObject[];
  readonly metadata: JsonMetadata;
  readonly entityTypes: readonly string[];
  readonly intermediate: boolean;
  readonly constraints: JsonObject | undefined;
  readonly registrationPolicy: readonly string[];
  readonly location: string | undefined;
}

/** Ids below the anchor's own are the hub's to give. */
export function isOurs(entityId: string, anchor: string): boolean {
  return entityId === anchor || entityId.startsWith(`${anchor}/`);
}

/** `<anchor>/hosted/<orgnr>/<name>`. */
export function hostedEntityId(anchor: string, orgnr: string, name: string): string {
  return `${anchor}/hosted/${orgnr}/${name}`;
}

export const hostedName = /^[a-z0-9-]{1,64}$/;

/** The parts of a hosted id, or nothing where the id is another's. */
export function hostedParts(
  anchor: string,
  entityId: string,
): { readonly orgnr: string; readonly name: string } | undefined {
  const prefix = `${anchor}/hosted/`;
  if (!entityId.startsWith(prefix)) return undefined;
  const [orgnr = '', name = '', ...rest] = entityId.slice(prefix.length).split('/');
  return rest.length === 0 && /^[0-9]{10}$/.test(orgnr) && hostedName.test(name)
    ? { orgnr, name }
    : undefined;
}

/** A hosted entity with one entity type more, replaced, or (`undefined`) less. */
export function withMetadata(member: Member, type: string, metadata: JsonObject | undefined): Member {
  const { [type]: _before, ...others } = member.metadata;
  const next = metadata === undefined ? others : { ...others, [type]: metadata };
  return { ...member, metadata: next, entityTypes: Object.keys(next), revision: member.revision + 1 };
}
