import type { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { AnchorClient } from './anchor-client.ts';
import type { AnchorKeys } from './anchor-keys.ts';
import type { Entity, TrustProblem } from './entity.ts';
import { verifyChain } from './verify-chain.ts';

interface Options {
  readonly db: DatabaseSync;
  readonly anchor: AnchorClient;
  readonly pin: AnchorKeys;
  readonly clock: Clock;
}

/** A question that found nothing is not asked again for this long: strangers cannot make us ask the hub at will. */
const negativeMs = 5_000;
const maxNegative = 10_000;

/**
 * Last-known-good statements of the organisations this one deals with.
 * Invariant: an entity in memory comes from a chain that verified against the pinned anchor; `find*` hands
 * it out only before its earliest expiry. With the hub away nothing is dropped until then (statements are
 * issued for at least 72 h and fetched anew every minute). When the hub says that an organisation is unknown,
 * it is dropped at once: that is how revocation arrives. Statements only ever follow each other in the order of their
 * issue: the hub cannot bring back what it once said is withdrawn.
 */
export class TrustCache {
  readonly #options: Options;
  #byEntity = new Map<string, Entity>();
  #byOrgnr = new Map<string, Entity>();
  #negative = new Map<string, number>();
  #underWay = new Map<string, Promise<Result<Entity, TrustProblem>>>();
  /** When the hub last answered at all, milliseconds since the epoch; 0 before the first time. */
  hubAnsweredAt = 0;
  hubProblem: string | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Reads what was kept and verifies every chain again: the file is not trusted. */
  async load(): Promise<void> {
    await this.#options.pin.load();
    const rows = this.#options.db.prepare('select entity_id, chain from entity').all() as {
      entity_id: string;
      chain: string;
    }[];
    for (const row of rows) {
      const entity = await verifyChain(
        JSON.parse(row.chain) as string[],
        this.#options.pin,
        this.#options.clock.now(),
      );
      if (entity.ok && entity.value.entityId === row.entity_id) this.#remember(entity.value);
    }
  }

  findByOrgnr(orgnr: string): Entity | undefined {
    return this.#valid(this.#byOrgnr.get(orgnr));
  }

  findByEntityId(entityId: string): Entity | undefined {
    return this.#valid(this.#byEntity.get(entityId));
  }

  all(): readonly Entity[] {
    return [...this.#byEntity.values()];
  }

  /** From memory, else from the hub. Several waiting for the same organisation share one question. */
  async resolveOrgnr(orgnr: string): Promise<Result<Entity, TrustProblem>> {
    const known = this.findByOrgnr(orgnr);
    if (known) return ok(known);
    return this.#once(`orgnr ${orgnr}`, async () => {
      const entityId = await this.#options.anchor.entityIdOf(orgnr);
      this.#heard(entityId);
      if (!entityId.ok) return entityId;
      const entity = await this.#fetch(entityId.value);
      if (entity.ok && entity.value.orgnr !== orgnr)
        return fail({ kind: 'invalid', why: 'the entity is of another organisation' });
      return entity;
    });
  }

  async resolveEntityId(entityId: string): Promise<Result<Entity, TrustProblem>> {
    const known = this.findByEntityId(entityId);
    if (known) return ok(known);
    return this.#once(`entity ${entityId}`, () => this.#fetch(entityId));
  }

  /** A key that is not in the kept statement may be new: asks the hub again, at most once in five seconds for each. */
  async refetch(entityId: string): Promise<Result<Entity, TrustProblem>> {
    const recently = this.#negative.get(`refetch ${entityId}`);
    const known = this.findByEntityId(entityId);
    if (recently !== undefined && this.#options.clock.now() - recently < negativeMs)
      return known ? ok(known) : fail({ kind: 'unknown' });
    this.#deny(`refetch ${entityId}`);
    return this.#once(`refetch ${entityId}`, () => this.#fetch(entityId), true);
  }

  /** Asks the hub now, whenever it was asked last; for the own entity, whose changes one has made oneself. */
  fetchAnew(entityId: string): Promise<Result<Entity, TrustProblem>> {
    return this.#fetch(entityId);
  }

  /** Fetches every kept statement anew; called by the refresh timer. With the hub away the rest of the round waits for the next. */
  async refresh(): Promise<void> {
    for (const entity of this.all()) {
      const fetched = await this.#fetch(entity.entityId);
      if (!fetched.ok && fetched.error.kind === 'unavailable') return;
    }
  }

  async #fetch(entityId: string): Promise<Result<Entity, TrustProblem>> {
    const resolved = await this.#options.anchor.resolve(entityId);
    this.#heard(resolved);
    if (!resolved.ok) {
      if (resolved.error.kind === 'unknown') this.#forget(entityId);
      return resolved;
    }
    const entity = await verifyChain(resolved.value.chain, this.#options.pin, this.#options.clock.now());
    if (!entity.ok) return fail({ kind: 'invalid', why: entity.error });
    if (entity.value.entityId !== entityId)
      return fail({ kind: 'invalid', why: 'the chain is of another entity' });
    if (this.#isOlderThanKnown(entity.value))
      return fail({ kind: 'invalid', why: 'the statements are older than those that were known' });
    try {
      this.#keep(entity.value);
      return entity;
    } catch (error) {
      return fail({
        kind: 'unavailable',
        why: `the statements cannot be kept on disk: ${(error as Error).message}`,
      });
    }
  }

  /**
   * What was withdrawn in newer statements is still in older ones, and those verify until they expire: a resolver that
   * answers with them would bring it back. What was newest is known also after an organisation was dropped.
   */
  #isOlderThanKnown({ entityId, issuedAt }: Entity): boolean {
    const kept = this.#options.db
      .prepare(
        'select leaf_issued_at as leaf, subordinate_issued_at as subordinate from newest_statements where entity_id = ?',
      )
      .get(entityId) as Entity['issuedAt'] | undefined;
    const newest = kept ?? this.#byEntity.get(entityId)?.issuedAt;
    return newest !== undefined && (issuedAt.leaf < newest.leaf || issuedAt.subordinate < newest.subordinate);
  }

  async #once(
    key: string,
    ask: () => Promise<Result<Entity, TrustProblem>>,
    evenIfDenied = false,
  ): Promise<Result<Entity, TrustProblem>> {
    const denied = this.#negative.get(key);
    if (!evenIfDenied && denied !== undefined && this.#options.clock.now() - denied < negativeMs)
      return fail({ kind: 'unknown' });
    const running = this.#underWay.get(key);
    if (running) return running;
    const asked = ask().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asked);
    const answer = await asked;
    if (!answer.ok && answer.error.kind === 'unknown') this.#deny(key);
    return answer;
  }

  #deny(key: string): void {
    if (this.#negative.size >= maxNegative) this.#negative.clear();
    this.#negative.set(key, this.#options.clock.now());
  }

  #heard(answer: Result<unknown, TrustProblem>): void {
    if (!answer.ok && answer.error.kind === 'unavailable') {
      this.hubProblem = answer.error.why;
      return;
    }
    this.hubAnsweredAt = this.#options.clock.now();
    this.hubProblem = undefined;
  }

  #valid(entity: Entity | undefined): Entity | undefined {
    return entity && entity.expiresAt > this.#options.clock.now() ? entity : undefined;
  }

  #remember(entity: Entity): void {
    this.#byEntity.set(entity.entityId, entity);
    this.#byOrgnr.set(entity.orgnr, entity);
  }

  /** Statements are in the file before anyone acts on them: evidence names them by hash. */
  #keep(entity: Entity): void {
    const before = this.#byEntity.get(entity.entityId);
    if (before && before.chainHashes.join() === entity.chainHashes.join()) return;
    const { db, clock } = this.#options;
    inTransaction(db, () => {
      const statement = db.prepare(
        'insert into statement (sha256, jwt) values (?, ?) on conflict do nothing',
      );
      entity.chain.forEach((jwt, i) => void statement.run(entity.chainHashes[i] ?? '', jwt));
      db.prepare(
        'insert into entity (entity_id, orgnr, chain, fetched_at) values (?, ?, ?, ?) on conflict (entity_id) do update set orgnr = excluded.orgnr, chain = excluded.chain, fetched_at = excluded.fetched_at',
      ).run(entity.entityId, entity.orgnr, JSON.stringify(entity.chain), clock.now());
      db.prepare(
        'insert into newest_statements (entity_id, leaf_issued_at, subordinate_issued_at) values (?, ?, ?) on conflict (entity_id) do update set leaf_issued_at = excluded.leaf_issued_at, subordinate_issued_at = excluded.subordinate_issued_at',
      ).run(entity.entityId, entity.issuedAt.leaf, entity.issuedAt.subordinate);
    });
    this.#remember(entity);
  }

  #forget(entityId: string): void {
    const entity = this.#byEntity.get(entityId);
    if (!entity) return;
    this.#byEntity.delete(entityId);
    if (this.#byOrgnr.get(entity.orgnr) === entity) this.#byOrgnr.delete(entity.orgnr);
    try {
      this.#options.db.prepare('delete from entity where entity_id = ?').run(entityId);
    } catch {
      // A full disk keeps the row; memory has forgotten, and the next start asks the hub about every row.
    }
  }
}
