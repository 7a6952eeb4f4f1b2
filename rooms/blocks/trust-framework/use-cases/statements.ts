import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { type Clock, hour, second } from '@ena/kernel/time.ts';
import type { Entity, HostedConfiguration, Metadata } from '../domain/entity.ts';
import { chainExpiry, isFresh, type Lifetime } from '../domain/freshness.ts';
import { ofTypes, resolveMetadata } from '../domain/resolved-metadata.ts';
import type { Anchor } from './anchor.ts';

/** A signed statement with its times (seconds since the epoch). */
export interface Statement extends Lifetime {
  readonly jwt: string;
  /** A strong entity tag, quotes included: the same only for the same bytes. */
  readonly etag: string;
}

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
  /** Drops what is kept about an entity that is gone. */
  forget(entityId: string): void;
}

interface Kept {
  /** Everything that the statement says, save its times. Another value means another statement. */
  readonly says: string;
  readonly statement: Promise<Statement>;
}

const statementType = 'entity-statement+jwt';
const resolutionType = 'resolve-response+jwt';

export function createStatements(anchor: Anchor, clock: Clock, lifetimeHours: number): Statements {
  const kept = new Map<string, Map<string, Kept>>();
  const nowSeconds = () => Math.floor(clock.now() / second);
  const lifetime = (lifetimeHours * hour) / second;

  /** One signing for any number of callers that wait for the same statement. */
  async function serve(
    about: string,
    name: string,
    says: string,
    isGood: Good,
    sign: Sign,
  ): Promise<Statement> {
    const slot = kept.get(about) ?? new Map<string, Kept>();
    kept.set(about, slot);
    const found = slot.get(name);
    if (found?.says === says) {
      const statement = await found.statement;
      if (isGood(statement)) return statement;
    }
    const current = slot.get(name);
    if (current !== undefined && current !== found && current.says === says) return current.statement;
    const statement = sign();
    slot.set(name, { says, statement });
    statement.catch(() => slot.delete(name));
    return statement;
  }

  async function sign(type: string, claims: Record<string, unknown>, exp: number): Promise<Statement> {
    const iat = nowSeconds();
    const jwt = await signJwt(type, { iss: anchor.entityId, iat, exp, ...claims }, anchor.keys.active);
    return { jwt, issuedAt: iat, expiresAt: exp, etag: `"${sha256(jwt).toString('base64url')}"` };
  }

  const half: Good = (statement) => isFresh(statement, nowSeconds());

  function anchorConfiguration(): Promise<Statement> {
    const keys = anchor.keys.all.map((key) => key.publicJwk);
    const metadata = anchor.metadata();
    const says = JSON.stringify([anchor.keys.active.kid, keys.map((key) => key.kid), metadata]);
    return serve(anchor.entityId, 'configuration', says, half, () =>
      sign(statementType, { sub: anchor.entityId, jwks: { keys }, metadata }, nowSeconds() + lifetime),
    );
  }

  function subordinate(entity: Entity): Promise<Statement> {
    return serve(entity.entityId, 'subordinate', `${entity.revision} ${anchor.keys.active.kid}`, half, () => {
      const claims = {
        sub: entity.entityId,
        jwks: { keys: entity.federationKeys },
        metadata: superiorMetadata(entity),
        ec_location: anchor.hostedAt(entity.organisationNumber),
        source_endpoint: anchor.metadata().federation_entity?.federation_fetch_endpoint,
      };
      return sign(statementType, claims, nowSeconds() + lifetime);
    });
  }

  async function resolution(entity: HostedEntity, types: readonly string[]): Promise<Statement> {
    const [statement, configuration] = await Promise.all([subordinate(entity), anchorConfiguration()]);
    const whole = resolveMetadata(entity.hosted.metadata, superiorMetadata(entity));
    const metadata = ofTypes(whole, types);
    const name = `resolution ${Object.keys(metadata).sort().join(' ')}`;
    const says = `${statement.etag} ${configuration.etag} ${entity.hosted.issuedAt} ${entity.revision}`;
    const exp = chainExpiry([entity.hosted, statement, configuration]);
    return serve(
      entity.entityId,
      name,
      says,
      (kept) => nowSeconds() < kept.expiresAt,
      () => {
        const trust_chain = [entity.hosted.jwt, statement.jwt, configuration.jwt];
        return sign(resolutionType, { sub: entity.entityId, metadata, trust_chain }, exp);
      },
    );
  }

  return { anchorConfiguration, subordinate, resolution, forget: (entityId) => kept.delete(entityId) };
}

type Good = (statement: Statement) => boolean;
type Sign = () => Promise<Statement>;

/** The two facts that the operator has checked; they override whatever the organisation says of itself. */
export function superiorMetadata(entity: Entity): Metadata {
  return {
    federation_entity: { organization_name: entity.organisationName },
    ena_connector: { orgnr: entity.organisationNumber },
  };
}
