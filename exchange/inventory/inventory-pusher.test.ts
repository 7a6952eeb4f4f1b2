import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Grant } from '@ena/kernel/permit/grant.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { TrustProblem } from '../trust/entity.ts';
import type { Held } from './inventory.ts';
import { InventoryPusher } from './inventory-pusher.ts';

const operations = [{ method: 'GET', path: '/å/{ä}' }];
const service = {
  id: 'vader',
  title: 'Väder ö',
  url: 'http://intern.example:8080/hemlig',
  operations,
  upstream: undefined,
  timeoutMs: 1,
};
const system = {
  name: 'verksamhet',
  auth: 'key',
  keyHash: 'hash-of-the-key',
  pin: undefined,
  defaultPurpose: undefined,
  defaultLegalBasis: undefined,
} as const;

function grant(id: string, consumer: string): Grant {
  const about = { id, consumer, service: 'vader', operations, purposes: ['planering'], agreement: 'Avtal' };
  return { ...about, legalBasis: ['GDPR-6.1.e'], validFrom: 0, validTo: undefined };
}

const empty: Held = { systems: [], services: [], grants: [] };

/** A pusher, what it has sent, and the answers and holdings that the test decides on. */
function pushing() {
  const folder = temporaryFolder();
  const clock = fixedClock();
  const signing = openKeyRing(folder.path, 'signing', 'ES256', clock);
  folder.remove();
  const world: { held: Held; answer: Result<void, TrustProblem>; sent: string[] } = {
    held: empty,
    answer: ok(undefined),
    sent: [],
  };
  const pusher = new InventoryPusher({
    orgnr: '2120003005',
    entityId: 'https://uppsala.example',
    anchorId: 'https://hub.example',
    signing,
    clock,
    held: () => world.held,
    send: async (_orgnr, jwt) => {
      world.sent.push(jwt);
      return world.answer;
    },
  });
  return { world, pusher, clock, signing };
}

describe('telling the hub what the connector holds', () => {
  it('signs systems, services and grants with the key for messages', async () => {
    const { world, pusher, clock, signing } = pushing();
    world.held = { systems: [system], services: [service], grants: [grant('g1', '2120000829/verksamhet')] };
    await pusher.push();
    const verified = await verifyJwt(world.sent[0] ?? '', {
      typ: 'ena-inventory+jwt',
      keys: [signing.active.publicJwk],
      now: clock.now(),
    });
    assert.ok(verified.ok);
    const { iss, aud, systems, services, grants } = verified.value.payload as Record<string, unknown>;
    assert.deepEqual([iss, aud], ['https://uppsala.example', 'https://hub.example']);
    assert.deepEqual(systems, [{ name: 'verksamhet', auth: 'key' }]);
    assert.deepEqual(services, [{ id: 'vader', title: 'Väder ö', operations }]);
    assert.equal((grants as { id: string }[])[0]?.id, 'g1');
    assert.equal(pusher.problem, undefined);
  });

  it('tells no secret, no address of an own service and no sole trader', async () => {
    const { world, pusher } = pushing();
    world.held = {
      systems: [system],
      services: [service],
      grants: [grant('g1', '9912302396'), grant('g2', '2120000829')],
    };
    await pusher.push();
    const payload = decodeJwtUnverified(world.sent[0] ?? '')?.payload;
    const said = JSON.stringify(payload);
    for (const private_ of ['hash-of-the-key', 'intern.example', '9912302396'])
      assert.equal(said.includes(private_), false);
    assert.equal((payload?.grants as object[] | undefined)?.length, 1);
  });

  it('tells at the start, on a change and once an hour, and otherwise nothing', async () => {
    const { world, pusher, clock } = pushing();
    const round = async (ms: number) => {
      clock.advance(ms);
      await pusher.push();
      return world.sent.length;
    };
    assert.equal(await round(0), 1);
    assert.equal(await round(1_000), 1);
    world.held = { ...empty, grants: [grant('g1', '2120000829')] };
    assert.equal(await round(1_000), 2);
    world.held = { ...empty, grants: [grant('g1', '2120000829')] };
    assert.equal(await round(1_000), 3, 'written again');
    assert.equal(await round(3_599_000), 3);
    assert.equal(await round(1_000), 4);
  });

  it('waits for the next second with a second change in one, so that the later is known', async () => {
    const { world, pusher, clock } = pushing();
    await pusher.push();
    world.held = { ...empty, systems: [system] };
    clock.advance(10);
    await pusher.push();
    assert.equal(world.sent.length, 1);
    clock.advance(1_000);
    await pusher.push();
    assert.equal(world.sent.length, 2);
  });

  it('tries a hub that is away again and again, ever more seldom, at least every two minutes', async () => {
    const { world, pusher, clock } = pushing();
    world.answer = fail({ kind: 'unavailable', why: 'ECONNREFUSED' });
    const at: number[] = [];
    for (let second = 0; second <= 600; second += 1) {
      const before = world.sent.length;
      await pusher.push();
      if (world.sent.length > before) at.push(second);
      clock.advance(1_000);
    }
    assert.deepEqual(at, [0, 5, 15, 35, 75, 155, 275, 395, 515]);
    assert.equal(pusher.problem, 'ECONNREFUSED');
    world.answer = ok(undefined);
    clock.advance(120_000);
    await pusher.push();
    assert.equal(pusher.problem, undefined);
  });
});
