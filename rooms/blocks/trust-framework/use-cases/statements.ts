import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { type Clock, hour, second } from '@ena/kernel/time.ts';
import { isFresh } from '../domain/freshness.ts';
import type { Member } from '../domain/member.ts';
import type { Anchor } from './anchor.ts';
import { createShelf, type Statement } from './shelf.ts';
import type { LiveTrustMark } from './trust-mark-port.ts';
import type { Vouched } from './vouched.ts';

export type { Statement } from './shelf.ts';

/**
 * The statements that the hub signs. Each is kept in memory and served again until half its life is gone or what it
 * says has changed; then it is signed anew. Memory grows with the number of entities, not with the number of calls.
 */
export interface Statements {
  anchorConfiguration(): Promise<Statement>;
  /** What the anchor vouches for: keys, metadata, the rules for all. */
  subordinate(vouched: Vouched): Promise<Statement>;
  /** The configuration of an entity that the hub hosts, with its live trust marks. */
  hostedConfiguration(member: Member, marks: readonly LiveTrustMark[]): Promise<Statement>;
  /** The public keys that hosted configurations are signed with. */
  hostingKeys(): readonly JsonObject[];
  /** Signs an answer of the anchor's own, until `exp` (seconds). */
  answer(typ: string, claims: object, exp?: number): Statement;
  /** Drops what is kept about an entity that is gone. */
  forget(entityId: string): void;
}

const statementType = 'entity-statement+jwt';

export function createStatements(
  anchor: Anchor,
  hosting: KeyRing,
  clock: Clock,
  lifetimeHours: number,
): Statements {
  const nowSeconds = () => Math.floor(clock.now() / second);
  const lifetime = (lifetimeHours * hour) / second;
  const shelf = createShelf((statement) => isFresh(statement, nowSeconds()));

  function sign(typ: string, iss: string, claims: object, key: SigningKey, exp?: number): Statement {
    const iat = nowSeconds();
    const jwt = signJwtDirect(typ, { iss, iat, ...(exp !== undefined && { exp }), ...claims }, key);
    const etag = `"${sha256(jwt).toString('base64url')}"`;
    return { jwt, issuedAt: iat, expiresAt: exp ?? Number.MAX_SAFE_INTEGER, etag };
  }

  const byAnchor = (name: string, says: string, claims: () => object) =>
    shelf.serve(name, says, async () =>
      sign(statementType, anchor.entityId, claims(), anchor.keys.active, nowSeconds() + lifetime),
    );

  return {
    anchorConfiguration: () => byAnchor('anchor', anchor.says(), () => anchorClaims(anchor)),
    subordinate: (vouched) => {
      const says = `${vouched.says} ${anchor.keys.active.kid} ${anchor.rules().revision}`;
      return byAnchor(`subordinate ${vouched.entityId}`, says, () => subordinateClaims(vouched, anchor));
    },
    hostedConfiguration: (member, marks) => {
      const says = `${member.revision} ${hosting.active.kid} ${marks.map(({ jwt }) => sha256(jwt).toString('base64url')).join(' ')}`;
      const exp = Math.min(nowSeconds() + lifetime, ...marks.map(({ expiresAt }) => expiresAt));
      const claims = () => hostedClaims(member, marks, anchor, hosting);
      return shelf.serve(`hosted ${member.entityId}`, says, async () =>
        sign(statementType, member.entityId, claims(), hosting.active, exp),
      );
    },
    hostingKeys: () => hosting.all.map((key) => ({ ...key.publicJwk }) as unknown as JsonObject),
    answer: (typ, claims, exp) => sign(typ, anchor.entityId, claims, anchor.keys.active, exp),
    forget: (entityId) => {
      shelf.remove(`subordinate ${entityId}`);
      shelf.remove(`hosted ${entityId}`);
    },
  };
}

/** OpenID Federation 1.0 §3.1.2: every published key, the announced one too, so that others know it in time. */
function anchorClaims(anchor: Anchor): object {
  const keys = anchor.keys.all.map((key) => key.publicJwk);
  return { sub: anchor.entityId, jwks: { keys }, metadata: anchor.metadata(), ...anchor.claims() };
}

/** §3.1.3; `ec_location` of Entity Configuration Hosting 1.0, `registration_policy` of the draft of that name. */
function subordinateClaims(vouched: Vouched, anchor: Anchor): object {
  const { metadataPolicy, constraints, registrationPolicy } = anchor.rules();
  const registered = [...new Set([...registrationPolicy, ...vouched.registrationPolicy])];
  const limits = vouched.constraints ?? constraints;
  return {
    sub: vouched.entityId,
    jwks: { keys: vouched.keys },
    metadata: vouched.metadata,
    ...(metadataPolicy && { metadata_policy: metadataPolicy }),
    ...(limits && { constraints: limits }),
    ...(registered.length > 0 && { registration_policy: registered }),
    ...(vouched.location !== undefined && { ec_location: vouched.location }),
    source_endpoint: anchor.metadata().federation_entity?.federation_fetch_endpoint,
  };
}

function hostedClaims(
  member: Member,
  marks: readonly LiveTrustMark[],
  anchor: Anchor,
  hosting: KeyRing,
): object {
  return {
    sub: member.entityId,
    jwks: { keys: hosting.all.map((key) => key.publicJwk) },
    authority_hints: [anchor.entityId],
    metadata: { federation_entity: { organization_name: member.name }, ...member.metadata },
    ...(marks.length > 0 && {
      trust_marks: marks.map(({ type, jwt }) => ({ trust_mark_type: type, trust_mark: jwt })),
    }),
  };
}
