import type { DatabaseSync } from 'node:sqlite';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { thumbprint } from '@ena/kernel/crypto/keys.ts';
import { isAnchorClaims } from './metadata.ts';
import type { AnchorPin } from './verify-chain.ts';

/**
 * The anchor's keys as they rotate. A key is believed if it is pinned by configuration, or announced in an entity
 * configuration that a believed key signed. Those configurations are kept and verified again at each start, so that
 * the state file cannot introduce a key. A key that the anchor withdraws stays believed for old statements only as
 * long as they live; a stolen anchor key needs new pins in the configuration.
 */
export class AnchorKeys implements AnchorPin {
  readonly entityId: string;
  readonly thumbprints: Set<string>;
  readonly #db: DatabaseSync;

  constructor(pin: AnchorPin, db: DatabaseSync) {
    this.entityId = pin.entityId;
    this.thumbprints = new Set(pin.thumbprints);
    this.#db = db;
  }

  /** Follows the kept rotations from the pinned keys on. */
  async load(): Promise<void> {
    const rows = this.#db.prepare('select jwt from anchor_rotation order by id').all() as { jwt: string }[];
    for (const { jwt } of rows) await this.#learn(jwt);
  }

  /** Takes the announced keys of an anchor configuration that a believed key signed. */
  async follow(anchorConfiguration: string): Promise<void> {
    if (await this.#learn(anchorConfiguration))
      this.#db.prepare('insert into anchor_rotation (jwt) values (?)').run(anchorConfiguration);
  }

  /** True if there was something new in it. */
  async #learn(jwt: string): Promise<boolean> {
    const claims: unknown = decodeJwtUnverified(jwt)?.payload;
    if (!isAnchorClaims(claims) || claims.iss !== this.entityId || claims.sub !== this.entityId) return false;
    const usable = claims.jwks.keys.filter((key) => key.kty === 'EC');
    const fresh = usable.map((key) => thumbprint(key)).filter((print) => !this.thumbprints.has(print));
    if (fresh.length === 0) return false;
    const believed = usable.filter((key) => this.thumbprints.has(thumbprint(key)));
    const verified = await verifyJwt(jwt, {
      typ: 'entity-statement+jwt',
      keys: believed,
      now: claims.iat * 1000,
    });
    if (!verified.ok) return false;
    for (const print of fresh) this.thumbprints.add(print);
    return true;
  }
}
