import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { jwsAlgorithms } from '@ena/kernel/crypto/verification-key.ts';
import { type Clock, hour, second } from '@ena/kernel/time.ts';
import { isFresh } from '../domain/freshness.ts';
import { type TrustMarkType, trustMarkTypes, typeIdentifier } from '../domain/trust-mark-type.ts';
import type { MarkToken } from '../store/trust-mark-store.ts';
import { endpointAuthMethods } from './anchor.ts';
import { createShelf } from './shelf.ts';
import type { OwnEntity, TrustMarkClaims } from './trust-mark-port.ts';

/**
 * The two entities behind the marks of this federation, each under an id and with keys of its own: the anchor issues
 * no marks (Swedish profile), and the owner, who decides what a mark demands, delegates the issuing (§7.2).
 */
export interface TrustMarkAuthority {
  readonly issuer: OwnEntity;
  readonly owner: OwnEntity;
  /** The same object while it says the same. */
  claims(): TrustMarkClaims;
  /** Signs a mark with the owner's delegation inside. Times in seconds. */
  sign(subject: string, type: TrustMarkType, issuedAt: number, expiresAt: number): MarkToken;
  /** A signed answer about one mark, §8.4.2. */
  signStatus(jwt: string, status: MarkStatus): string;
}

/** The four values of §8.4.2. */
export type MarkStatus = 'active' | 'expired' | 'revoked' | 'invalid';

export interface AuthorityParts {
  /** Entity id of the anchor. */
  readonly anchor: string;
  readonly organizationName: string;
  readonly publicUrl: string;
  readonly issuerKeys: KeyRing;
  readonly ownerKeys: KeyRing;
  readonly clock: Clock;
  readonly lifetimeHours: number;
}

export const issuerPath = '/trust-mark-issuer';
export const ownerPath = '/trust-mark-owner';

export function createTrustMarkAuthority(parts: AuthorityParts): TrustMarkAuthority {
  const { anchor, publicUrl, clock } = parts;
  const issuer = ownEntity(parts, issuerPath, parts.issuerKeys, {
    organization_name: `${parts.organizationName}, tillitsmärkesutfärdare`,
    federation_trust_mark_endpoint: `${publicUrl}${issuerPath}/trust_mark`,
    federation_trust_mark_status_endpoint: `${publicUrl}${issuerPath}/trust_mark_status`,
    federation_trust_mark_list_endpoint: `${publicUrl}${issuerPath}/trust_mark_listing`,
    federation_trust_mark_endpoint_auth_methods: endpointAuthMethods,
    federation_trust_mark_list_endpoint_auth_methods: endpointAuthMethods,
    endpoint_auth_signing_alg_values_supported: jwsAlgorithms,
  });
  const owner = ownEntity(parts, ownerPath, parts.ownerKeys, {
    organization_name: `${parts.organizationName}, ägare av tillitsmärken`,
  });
  return {
    issuer,
    owner,
    claims: claimsReader(anchor, issuer, owner, parts.ownerKeys),
    sign: (subject, type, iat, exp) => {
      const trust_mark_type = typeIdentifier(anchor, type);
      const grant = { iss: owner.entityId, sub: issuer.entityId, trust_mark_type, iat, exp };
      const delegation = signJwtDirect('trust-mark-delegation+jwt', grant, parts.ownerKeys.active);
      const ref = `${publicUrl}/trust-framework/v1/trust-mark-types/${type.slug}`;
      const mark = { iss: issuer.entityId, sub: subject, trust_mark_type, iat, exp, ref, delegation };
      const jwt = signJwtDirect('trust-mark+jwt', mark, parts.issuerKeys.active);
      return { digest: digestOf(jwt), jwt, issuedAt: iat, expiresAt: exp };
    },
    signStatus: (trust_mark, status) => {
      const iat = Math.floor(clock.now() / second);
      const answer = { iss: issuer.entityId, iat, trust_mark, status };
      return signJwtDirect('trust-mark-status-response+jwt', answer, parts.issuerKeys.active);
    },
  };
}

/** The name of a token in the store. */
export function digestOf(jwt: string): string {
  return sha256(jwt).toString('base64url');
}

function ownEntity(
  { anchor, publicUrl, clock, lifetimeHours }: AuthorityParts,
  path: string,
  ring: KeyRing,
  federationEntity: { readonly organization_name: string } & Readonly<
    Record<string, string | readonly string[]>
  >,
): OwnEntity {
  const entityId = `${anchor}${path}`;
  const nowSeconds = () => Math.floor(clock.now() / second);
  const shelf = createShelf((statement) => isFresh(statement, nowSeconds()));
  const keys = () => ring.all.map((key) => key.publicJwk);
  const sign = async () => {
    const iat = nowSeconds();
    const exp = iat + (lifetimeHours * hour) / second;
    const claims = {
      iss: entityId,
      sub: entityId,
      iat,
      exp,
      jwks: { keys: keys() },
      authority_hints: [anchor],
      metadata: { federation_entity: federationEntity },
    };
    const jwt = signJwtDirect('entity-statement+jwt', claims, ring.active);
    return { jwt, issuedAt: iat, expiresAt: exp, etag: `"${digestOf(jwt)}"` };
  };
  return {
    entityId,
    name: federationEntity.organization_name,
    location: `${publicUrl}${path}/.well-known/openid-federation`,
    keys,
    configuration: () => shelf.serve(entityId, ring.all.map((key) => key.kid).join(' '), sign),
  };
}

/** Read for every answer of the resolver, made anew only with the owner's keys. */
function claimsReader(
  anchor: string,
  issuer: OwnEntity,
  owner: OwnEntity,
  ring: KeyRing,
): () => TrustMarkClaims {
  let made: { readonly kids: string; readonly claims: TrustMarkClaims } | undefined;
  return () => {
    const kids = ring.all.map((key) => key.kid).join(' ');
    if (made?.kids !== kids) made = { kids, claims: claims(anchor, issuer, owner) };
    return made.claims;
  };
}

/** §7: who may issue which mark, and whose mark it is, with the owner's keys. */
function claims(anchor: string, issuer: OwnEntity, owner: OwnEntity): TrustMarkClaims {
  const types = trustMarkTypes.map((type) => typeIdentifier(anchor, type));
  const owned = { sub: owner.entityId, jwks: { keys: owner.keys() } };
  return {
    trust_mark_issuers: Object.fromEntries(types.map((type) => [type, [issuer.entityId]])),
    trust_mark_owners: Object.fromEntries(types.map((type) => [type, owned])),
  };
}
