import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import type { Control, JsonObject } from '../domain/matter.ts';
import type { Naming, RegisterAnswer } from '../domain/organisation-checks.ts';
import type { Authority } from '../domain/person.ts';

/** What this room asks of others. `offers.ts` fills each from the offer of the room that answers. */

/** The company base data. */
export interface BaseData {
  find(organisationNumber: string): Promise<RegisterAnswer>;
  /** `undefined` where nobody has told who signs. */
  authority(organisationNumber: string): Promise<Authority | undefined>;
}

export type SignatureVerdict =
  | {
      readonly kind: 'valid';
      readonly personalNumber: string;
      readonly name: string;
      readonly loa: 2 | 3 | 4;
      readonly signedAt: number;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The identity service. */
export interface Signatures {
  verifySignature(input: {
    readonly userSignature: string;
    readonly tbsData: Uint8Array;
  }): Promise<SignatureVerdict>;
}

export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
}

export interface FederationMember {
  readonly organisationNumber: string;
  readonly entityId: string;
  readonly organisationName: string;
  readonly federationKeys: readonly PublicJwk[];
}

/** Done, or refused with a sentence that says what to mend. */
export type Accepted = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly detail: string };

/** A connector as the federation vouches for it now. */
export interface VouchedConnector {
  readonly organisationNumber: string;
  /** Those with which it signs messages. */
  readonly keys: readonly JwkMembers[];
}

/** The trust framework. Each call may be repeated: the second does no more than the first. */
export interface Federation {
  readonly anchorEntityId: string;
  /** `undefined` where there is no valid chain to a connector with this entity id. */
  connectorOf(entityId: string): Promise<VouchedConnector | undefined>;
  /** Whether the organisation could be registered under the entity id now. */
  judgeNaming(organisationNumber: string, entityId: string): Promise<Naming>;
  register(member: FederationMember): Promise<Accepted>;
  /** Whether the federation vouches for the organisation now, however it came in. */
  isMember(organisationNumber: string): Promise<boolean>;
  hostedEntityId(organisationNumber: string, name: string): string;
  publish(entityId: string, entityType: string, metadata: JsonObject): Promise<Accepted>;
  withdraw(entityId: string, entityType: string): Promise<Accepted>;
}

export interface DemandedControl {
  readonly requirement: string;
  /** The weakest control that will do for the actor type. */
  readonly control: Control;
}

export type Demands =
  | { readonly kind: 'demands'; readonly list: readonly DemandedControl[] }
  | { readonly kind: 'unknown-type' }
  | { readonly kind: 'unknown-entity' };

export interface Evidence {
  readonly entityId: string;
  readonly requirement: string;
  readonly control: Control;
  readonly reference: string;
  readonly reviewer: string;
  /** `YYYY-MM-DD`. */
  readonly reviewedOn: string;
}

/** The trust framework's part for marks. */
export interface TrustMarks {
  /** What is still to be verified before an entity may have the mark. */
  demands(entityId: string, type: string, actorType: 'M' | 'R' | 'K' | 'P'): Promise<Demands>;
  /** Files the evidence of a met requirement with the issuer. */
  file(evidence: Evidence): Promise<Accepted>;
  /** `by`: the matter in which it was decided. */
  issue(request: {
    readonly entityId: string;
    readonly type: string;
    readonly actorType: 'M' | 'R' | 'K' | 'P';
    readonly by: string;
  }): Promise<Accepted>;
}
