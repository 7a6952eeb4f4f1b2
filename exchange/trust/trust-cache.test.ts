import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { hour, second } from '@ena/kernel/time.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { openState } from '../state/open-state.ts';
import { type Federation, leafId, newFederation, now } from '../tests/signed-chain.ts';
import type { AnchorClient } from './anchor-client.ts';
import { AnchorKeys } from './anchor-keys.ts';
import type { TrustProblem } from './entity.ts';
import { TrustCache } from './trust-cache.ts';

const orgnr = '2120000829';
const away = fail<TrustProblem>({ kind: 'unavailable', why: 'ECONNREFUSED' });
const unknown = fail<TrustProblem>({ kind: 'unknown' });

/** What the hub would answer, and how often it was asked. */
class Hub {
  asked = 0;
  answer: Result<{ readonly chain: readonly string[] }, TrustProblem> = unknown;

  client(): AnchorClient {
    const asks = {
      resolve: async () => {
        this.asked += 1;
        return this.answer;
      },
      entityIdOf: async () => {
        this.asked += 1;
        return this.answer.ok ? ok(leafId) : this.answer;
      },
    };
    return asks as unknown as AnchorClient;
  }
}

describe('what is known of other organisations', () => {
  let folder: TemporaryFolder;
  let clock: FixedClock;
  let hub: Hub;
  let federation: Federation;
  let cache: TrustCache;
  const over = (db: DatabaseSync) =>
    new TrustCache({ db, anchor: hub.client(), pin: new AnchorKeys(federation.pin, db), clock });
  const open = () => over(openState(folder.path));
  beforeEach(async () => {
    folder = temporaryFolder();
    clock = fixedClock(new Date(now).toISOString());
    hub = new Hub();
    federation = newFederation();
    hub.answer = ok({ chain: await federation.chain() });
    cache = open();
  });
  afterEach(() => folder.remove());

  it('is asked of the hub once, and kept', async () => {
    assert.equal((await cache.resolveOrgnr(orgnr)).ok, true);
    const asked = hub.asked;
    assert.equal((await cache.resolveOrgnr(orgnr)).ok, true);
    assert.equal((await cache.resolveEntityId(leafId)).ok, true);
    assert.equal(hub.asked, asked);
    assert.equal(cache.findByOrgnr(orgnr)?.entityId, leafId);
  });

  it('is asked once by any number that wait for it', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => cache.resolveEntityId(leafId)));
    assert.ok(all.every((one) => one.ok));
    assert.equal(hub.asked, 1);
  });

  it('is used with the hub away, to the end of its validity and not beyond', async () => {
    await cache.resolveOrgnr(orgnr);
    hub.answer = away;
    clock.advance(95 * hour);
    await cache.refresh();
    assert.ok(cache.findByOrgnr(orgnr));
    assert.equal(cache.hubProblem, 'ECONNREFUSED');
    clock.advance(1 * hour);
    assert.equal(cache.findByOrgnr(orgnr), undefined);
    assert.deepEqual(await cache.resolveOrgnr(orgnr), away);
  });

  it('is dropped at once when the hub says that it is withdrawn', async () => {
    await cache.resolveOrgnr(orgnr);
    hub.answer = unknown;
    await cache.refresh();
    assert.equal(cache.findByOrgnr(orgnr), undefined);
    const again = open();
    await again.load();
    assert.equal(again.findByOrgnr(orgnr), undefined, 'also after a restart');
  });

  it('stays as it was when the hub answers something that does not verify', async () => {
    await cache.resolveOrgnr(orgnr);
    hub.answer = ok({ chain: await newFederation().chain() });
    await cache.refresh();
    assert.ok(cache.findByOrgnr(orgnr));
  });

  describe('once newer statements are known', () => {
    const other = generateEs256Key();
    const rotated = (claims: { iat: number; metadata: { ena_connector: { jwks: object } } }) => {
      claims.metadata.ena_connector.jwks = { keys: [other.publicJwk] };
      return { ...claims, iat: claims.iat + 60 };
    };
    const keys = () => [...(cache.findByEntityId(leafId)?.keys.keys() ?? [])];
    beforeEach(async () => {
      await cache.resolveEntityId(leafId);
      assert.deepEqual(keys(), [federation.message.kid]);
      clock.advance(60 * second);
      hub.answer = ok({ chain: await federation.chain({ leaf: rotated }) });
      await cache.refresh();
      assert.deepEqual(keys(), [other.kid]);
      hub.answer = ok({ chain: await federation.chain() });
    });

    it('brings no withdrawn key back when the hub answers with older ones', async () => {
      await cache.refresh();
      assert.deepEqual(keys(), [other.kid]);
      const answer = await cache.refetch(leafId);
      assert.equal(answer.ok ? '' : answer.error.kind, 'invalid');
      assert.deepEqual(keys(), [other.kid]);
    });

    it('nor when the hub first says that the organisation is unknown, nor after a restart', async () => {
      const older = hub.answer;
      hub.answer = unknown;
      await cache.refresh();
      assert.deepEqual(keys(), []);
      hub.answer = older;
      cache = open();
      await cache.load();
      assert.equal((await cache.resolveEntityId(leafId)).ok, false);
      assert.deepEqual(keys(), []);
    });

    it('nor when only the statement about the organisation is older', async () => {
      const subordinate = (claims: { iat: number }) => ({ ...claims, iat: claims.iat + 60 });
      hub.answer = ok({ chain: await federation.chain({ leaf: rotated, subordinate }) });
      assert.equal((await cache.fetchAnew(leafId)).ok, true);
      hub.answer = ok({ chain: await federation.chain({ leaf: rotated }) });
      assert.equal((await cache.fetchAnew(leafId)).ok, false);
    });
  });

  it('is there after a restart, verified anew', async () => {
    await cache.resolveOrgnr(orgnr);
    hub.answer = away;
    const again = open();
    await again.load();
    assert.equal(again.findByOrgnr(orgnr)?.name, 'Karlskrona kommun');
  });

  it('is not believed from the file when the file was changed', async () => {
    await cache.resolveOrgnr(orgnr);
    const db = openState(folder.path);
    db.prepare('update entity set chain = ?').run(JSON.stringify(await newFederation().chain()));
    const again = open();
    await again.load();
    assert.equal(again.findByOrgnr(orgnr), undefined);
  });

  it('is not believed of an organisation with another number than was asked for', async () => {
    const answer = await cache.resolveOrgnr('5560160680');
    assert.equal(answer.ok, false);
    assert.equal(answer.ok ? '' : answer.error.kind, 'invalid');
  });

  it('is not believed of another entity than was asked for', async () => {
    const answer = await cache.resolveEntityId('https://annan.example');
    assert.equal(answer.ok ? '' : answer.error.kind, 'invalid');
  });

  it('about a stranger is asked again only after five seconds', async () => {
    hub.answer = unknown;
    assert.deepEqual(await cache.resolveEntityId(leafId), unknown);
    assert.deepEqual(await cache.resolveEntityId(leafId), unknown);
    assert.equal(hub.asked, 1);
    clock.advance(5 * second);
    hub.answer = ok({ chain: await federation.chain() });
    assert.equal((await cache.resolveEntityId(leafId)).ok, true);
  });

  it('with the hub away is asked again at once: that was no answer', async () => {
    hub.answer = away;
    await cache.resolveEntityId(leafId);
    hub.answer = ok({ chain: await federation.chain() });
    assert.equal((await cache.resolveEntityId(leafId)).ok, true);
  });

  it('is fetched anew for an unknown key at most once in five seconds', async () => {
    await cache.resolveEntityId(leafId);
    const asked = hub.asked;
    for (let i = 0; i < 10; i += 1) assert.equal((await cache.refetch(leafId)).ok, true);
    assert.equal(hub.asked, asked + 1);
    clock.advance(5 * second);
    await cache.refetch(leafId);
    assert.equal(hub.asked, asked + 2);
  });

  it('of oneself is fetched whenever it is asked for', async () => {
    for (let i = 0; i < 3; i += 1) await cache.fetchAnew(leafId);
    assert.equal(hub.asked, 3);
  });

  it('keeps every statement that evidence may name', async () => {
    await cache.resolveEntityId(leafId);
    const first = cache.findByEntityId(leafId)?.chainHashes ?? [];
    clock.advance(1 * second);
    hub.answer = ok({
      chain: await federation.chain({ leaf: (claims) => ({ ...claims, iat: claims.iat + 1 }) }),
    });
    await cache.fetchAnew(leafId);
    const later = cache.findByEntityId(leafId)?.chainHashes ?? [];
    assert.notEqual(first[0], later[0]);
    const db = openState(folder.path);
    for (const hash of [...first, ...later])
      assert.ok(db.prepare('select 1 from statement where sha256 = ?').get(hash), hash);
  });

  it('is kept in memory unchanged when the disk takes nothing', async () => {
    const db = openState(folder.path);
    const full = over(db);
    db.exec('pragma query_only = on');
    const answer = await full.resolveEntityId(leafId);
    assert.equal(answer.ok ? '' : answer.error.kind, 'unavailable', 'evidence could not name it');
    assert.equal(db.isTransaction, false);
    db.exec('pragma query_only = off');
    assert.equal((await full.resolveEntityId(leafId)).ok, true);
  });

  it('is no longer asked for in a round once the hub is found away', async () => {
    await cache.resolveEntityId(leafId);
    hub.answer = away;
    const asked = hub.asked;
    await cache.refresh();
    assert.equal(hub.asked, asked + 1);
  });
});
