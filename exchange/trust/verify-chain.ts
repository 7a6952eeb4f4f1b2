import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { parsePublicJwk, thumbprint } from '@ena/kernel/crypto/keys.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Entity, OfferedService } from './entity.ts';
import {
  type AnchorClaims,
  isAnchorClaims,
  isLeafClaims,
  isSubordinateClaims,
  type LeafClaims,
  type SubordinateClaims,
} from './metadata.ts';
import { resolvedLeaf } from './resolved-leaf.ts';

/** The trust anchor, pinned by configuration: nothing that comes over the network can add a key to it. */
export interface AnchorPin {
  readonly entityId: string;
  /** RFC 7638 thumbprints of the anchor's federation keys. */
  readonly thumbprints: ReadonlySet<string>;
}

const statementType = 'entity-statement+jwt';

/**
 * Verifies `[leaf, subordinate statement, anchor]` from the pinned key down (OpenID Federation 1.0 §10.2)
 * and reads the organisation out of it, as the anchor's constraints and metadata policy let it stand. One level:
 * connectors are the anchor's immediate subordinates.
 */
export async function verifyChain(
  chain: readonly string[],
  pin: AnchorPin,
  now: number,
): Promise<Result<Entity, string>> {
  const [leafJwt, subordinateJwt, anchorJwt] = chain;
  if (chain.length !== 3 || !leafJwt || !subordinateJwt || !anchorJwt)
    return fail('the trust chain has not three statements');

  const anchor = await readAnchor(anchorJwt, pin, now);
  if (!anchor.ok) return anchor;
  const subordinate = await readSubordinate(subordinateJwt, anchor.value, now);
  if (!subordinate.ok) return subordinate;
  const leaf = await readLeaf(leafJwt, subordinate.value, pin, now);
  if (!leaf.ok) return leaf;
  const resolved = resolvedLeaf(chain, leaf.value);
  if (!resolved.ok) return resolved;
  return ok(toEntity(resolved.value, subordinate.value, anchor.value, chain));
}

async function readAnchor(jwt: string, pin: AnchorPin, now: number): Promise<Result<AnchorClaims, string>> {
  const claimed = unverifiedClaims(jwt);
  if (!isAnchorClaims(claimed)) return fail('the anchor’s entity configuration is not well-formed');
  const keys = claimed.jwks.keys.filter(
    (key) => (key.kty === 'EC' || key.kty === 'OKP') && pin.thumbprints.has(thumbprint(key)),
  );
  if (keys.length === 0) return fail('the anchor has none of the pinned keys');
  const verified = await verifyJwt(jwt, { typ: statementType, keys, now });
  if (!verified.ok) return fail(`the anchor’s entity configuration: ${verified.error}`);
  if (claimed.iss !== pin.entityId || claimed.sub !== pin.entityId)
    return fail('the anchor’s entity configuration is of another entity');
  return ok(claimed);
}

async function readSubordinate(
  jwt: string,
  anchor: AnchorClaims,
  now: number,
): Promise<Result<SubordinateClaims, string>> {
  const verified = await verifyJwt(jwt, { typ: statementType, keys: anchor.jwks.keys, now });
  if (!verified.ok) return fail(`the subordinate statement: ${verified.error}`);
  const claims: unknown = verified.value.payload;
  if (!isSubordinateClaims(claims)) return fail('the subordinate statement is not well-formed');
  if (claims.iss !== anchor.sub) return fail('the subordinate statement is not issued by the anchor');
  return ok(claims);
}

async function readLeaf(
  jwt: string,
  subordinate: SubordinateClaims,
  pin: AnchorPin,
  now: number,
): Promise<Result<LeafClaims, string>> {
  const verified = await verifyJwt(jwt, { typ: statementType, keys: subordinate.jwks.keys, now });
  if (!verified.ok) return fail(`the entity configuration: ${verified.error}`);
  const claims: unknown = verified.value.payload;
  if (!isLeafClaims(claims)) return fail('the entity configuration is not well-formed');
  if (claims.iss !== subordinate.sub || claims.sub !== subordinate.sub)
    return fail('the entity configuration is of another entity');
  if (!claims.authority_hints.includes(pin.entityId))
    return fail('the entity configuration does not name the anchor');
  return ok(claims);
}

function toEntity(
  leaf: LeafClaims,
  subordinate: SubordinateClaims,
  anchor: AnchorClaims,
  chain: readonly string[],
): Entity {
  const connector = leaf.metadata.ena_connector;
  return {
    entityId: leaf.sub,
    orgnr: subordinate.metadata.ena_connector.orgnr,
    name:
      subordinate.metadata.federation_entity?.organization_name ??
      leaf.metadata.federation_entity?.organization_name ??
      leaf.sub,
    endpoint: connector.exchange_endpoint,
    keys: signingKeys(connector.jwks.keys),
    pins: new Set(connector.tls_pins),
    services: new Map(connector.services.map((service): [string, OfferedService] => [service.id, service])),
    signatureAlgorithms: new Set(connector.signature_algorithms ?? []),
    witnessVkey: anchor.metadata?.ena_hub?.witness_vkey,
    mandateKeys: anchor.metadata?.ena_hub?.mandates?.jwks.keys ?? [],
    chain,
    chainHashes: chain.map((jwt) => sha256Hex(jwt)),
    issuedAt: { leaf: leaf.iat, subordinate: subordinate.iat },
    expiresAt: Math.min(leaf.exp, subordinate.exp, anchor.exp) * 1000,
  };
}

/** A key in a form that we cannot use is passed over: what it signs is then signed by an unknown key. */
function signingKeys(jwks: readonly ({ kid: string } & object)[]): Entity['keys'] {
  const keys = new Map();
  for (const jwk of jwks) {
    const key = parsePublicJwk(jwk);
    if (key.ok) keys.set(jwk.kid, key.value);
  }
  return keys;
}

function unverifiedClaims(jwt: string): unknown {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
