import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { type Clock, hour, second } from '@ena/kernel/time.ts';
import type { Entity, HostedConfiguration, Metadata } from '../domain/entity.ts';
import { chainExpiry, isFresh } from '../domain/freshness.ts';
import { ofTypes, resolveMetadata } from '../domain/resolved-metadata.ts';
import type { Anchor } from './anchor.ts';
import { createResolutionMemory } from './resolution-memory.ts';
import { createShelf, type Statement } from './shelf.ts';

export type { Statement } from './shelf.ts';

/** An active entity whose configuration is hosted. */
export type HostedEntity = Entity & { readonly hosted: HostedConfiguration };

/**
 * The anchor's signed statements. Each is kept in memory and served again until half its life is gone or what it
 * says has changed; then it is signed anew. Memory grows with the number of entities, not with the number of calls.
 */
export interface Statements {
  anchorConfiguration(): Promise<Statement>;
  /** What the anchor vouches for: the entity's federation keys, its number and its name. */
  subordinate(entity: Entity): Promise<Statement>;
  /** The resolver's answer for some entity types (all where none is named). Valid as long as its whole chain. */
  resolution(entity: HostedEntity, types: readonly string[]): Promise<Statement>;
  /** The kept resolution of an entity that is still at this revision, if all its parts would be served again. */
  recall(entityId: string, revision: number, types: readonly string[]): Statement | undefined;
  /** Drops what is kept about an entity that is gone. */
  forget(entityId: string): void;
}

type Claims = Readonly<Record<string, unknown>>;

const statementType = 'entity-statement+jwt';
const resolutionType = 'resolve-response+jwt';

export function createStatements(anchor: Anchor, clock: Clock, lifetimeHours: number): Statements {
  const nowSeconds = () => Math.floor(clock.now() / second);
  const shelf = createShelf((statement) => isFresh(statement, nowSeconds()));
  const memory = createResolutionMemory(nowSeconds);

  async function sign(type: string, claims: Claims, exp: number): Promise<Statement> {
    const iat = nowSeconds();
    const jwt = await signJwt(type, { iss: anchor.entityId, iat, exp, ...claims }, anchor.keys.active);
    return { jwt, issuedAt: iat, expiresAt: exp, etag: `"${sha256(jwt).toString('base64url')}"` };
  }

  function statement(name: string, says: string, claims: () => Claims): Promise<Statement> {
    const lifetime = (lifetimeHours * hour) / second;
    return shelf.serve(name, says, () => sign(statementType, claims(), nowSeconds() + lifetime));
  }

  const anchorConfiguration = () => statement('anchor', anchor.says(), () => anchorClaims(anchor));

  const subordinate = (entity: Entity) => {
    const says = `${entity.revision} ${anchor.keys.active.kid}`;
    return statement(`subordinate ${entity.entityId}`, says, () => subordinateClaims(entity, anchor));
  };

  async function resolution(entity: HostedEntity, types: readonly string[]): Promise<Statement> {
    const anchorSays = anchor.says();
    const parts = await Promise.all([subordinate(entity), anchorConfiguration()]);
    const whole = resolveMetadata(entity.hosted.metadata, superiorMetadata(entity));
    const trust_chain = [entity.hosted.jwt, ...parts.map((part) => part.jwt)];
    const claims = { sub: entity.entityId, metadata: ofTypes(whole, types), trust_chain };
    const answer = await sign(resolutionType, claims, chainExpiry([entity.hosted, ...parts]));
    if (types.every((type) => type in whole)) memory.keep(entity, types, { anchorSays, parts, answer });
    return answer;
  }

  return {
    anchorConfiguration,
    subordinate,
    resolution,
    recall: (entityId, revision, types) => memory.recall(entityId, revision, types, anchor.says()),
    forget: (entityId) => {
      shelf.remove(`subordinate ${entityId}`);
      memory.forget(entityId);
    },
  };
}

/** OpenID Federation 1.0 §3.2: every published key, the announced one too, so that others know it in time. */
function anchorClaims(anchor: Anchor): Claims {
  const keys = anchor.keys.all.map((key) => key.publicJwk);
  return { sub: anchor.entityId, jwks: { keys }, metadata: anchor.metadata() };
}

/** OpenID Federation 1.0 §3.3. */
function subordinateClaims(entity: Entity, anchor: Anchor): Claims {
  return {
    sub: entity.entityId,
    jwks: { keys: entity.federationKeys },
    metadata: superiorMetadata(entity),
    ec_location: anchor.hostedAt(entity.organisationNumber),
    source_endpoint: anchor.metadata().federation_entity?.federation_fetch_endpoint,
  };
}

/** The two facts that the operator has checked; they override whatever the organisation says of itself. */
function superiorMetadata(entity: Entity): Metadata {
  return {
    federation_entity: { organization_name: entity.organisationName },
    ena_connector: { orgnr: entity.organisationNumber },
  };
}
