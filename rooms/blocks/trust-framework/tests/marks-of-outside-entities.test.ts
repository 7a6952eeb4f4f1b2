import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { minute } from '@ena/kernel/time.ts';
import { join, payloadOf, resolveOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { type OutsideEntity, type OutsideWorld, outsideWorld, register, twoLevels } from './outside-world.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import { issued, issuerId, markPath, order, step, typeOf } from './trust-mark-subjects.ts';

const low = 'federation-member-low';
const theirs = 'https://märken.example/god-ordning';
const owned = 'https://märken.example/god-ägare';
const tmiId = 'https://tmi.sandbox.localhost';
const owner = { entityId: 'https://owner.sandbox.localhost', key: generateEs256Key() };

const recognisedTrustMarks = [
  { type: theirs, issuers: [tmiId] },
  {
    type: owned,
    issuers: [tmiId],
    owner: { entityId: owner.entityId, jwks: { keys: [{ ...owner.key.publicJwk }] } },
  },
];

describe('trust marks of entities that the hub does not serve', () => {
  let hub: RunningRoom;
  let world: OutsideWorld;
  let tmi: OutsideEntity;
  const seconds = () => Math.floor(hub.clock.now() / 1000);

  before(async () => {
    hub = await runRoom({ recognisedTrustMarks });
    world = await outsideWorld(() => hub.clock.now());
    tmi = world.entity('tmi');
    tmi.metadata.federation_entity = {
      ...tmi.metadata.federation_entity,
      federation_trust_mark_status_endpoint: `${world.url}/tmi/status`,
    };
    await world.publish(tmi);
    await register(hub, tmi, { intermediate: false });
  });
  after(async () => {
    world.close();
    await hub.stop();
  });

  async function marksOf(entityId: string): Promise<unknown> {
    const answer = await hub.call('GET', resolveOf(entityId));
    assert.equal(answer.status, 200, answer.text);
    return payloadOf(answer.text).trust_marks;
  }

  async function typesOf(entityId: string): Promise<readonly string[]> {
    const marks = ((await marksOf(entityId)) ?? []) as { trust_mark_type: string; trust_mark: string }[];
    for (const { trust_mark, trust_mark_type } of marks)
      assert.equal(payloadOf(trust_mark).trust_mark_type, trust_mark_type);
    return marks.map((mark) => mark.trust_mark_type);
  }

  const mark = (subject: string, change: object = {}, key: SigningKey = tmi.key) => {
    const iat = seconds();
    const claims = { iss: tmiId, sub: subject, trust_mark_type: theirs, iat, exp: iat + 86_400, ...change };
    return signJwt('trust-mark+jwt', claims, key);
  };

  async function says(status: string, jwt: string, key: SigningKey = tmi.key): Promise<void> {
    const body = await signJwt(
      'trust-mark-status-response+jwt',
      { iss: tmiId, iat: seconds(), trust_mark: jwt, status },
      key,
    );
    world.pages.set('/tmi/status', { body, type: 'application/trust-mark-status-response+jwt' });
  }

  const carrying =
    (...marks: readonly { readonly trust_mark_type: string; readonly trust_mark: string }[]) =>
    (claims: object) => ({ ...claims, trust_marks: marks });

  it('issued here are in the answer about a member with a server of its own, until they are revoked', async () => {
    const member = world.entity('direkt');
    await world.publish(member);
    await register(hub, member, { intermediate: false });
    assert.deepEqual(await typesOf(member.entityId), []);
    const id = await issued(hub, member.entityId);
    assert.deepEqual(await typesOf(member.entityId), [typeOf(low)]);
    const offered = await hub.offer.resolveEntity(member.entityId);
    const jwt = (await hub.call('GET', markPath(member.entityId))).text;
    assert.deepEqual(offered?.trustMarks, [{ type: typeOf(low), issuer: issuerId, jwt }]);
    await step(hub, id, 'suspend', 'på prov');
    assert.deepEqual(await typesOf(member.entityId), []);
    await step(hub, id, 'resume');
    assert.deepEqual(await typesOf(member.entityId), [typeOf(low)]);
    await step(hub, id, 'revoke', 'på riktigt');
    assert.deepEqual(await typesOf(member.entityId), []);
  });

  it('issued here are in the answer about an entity beneath an intermediate, seen at once', async () => {
    const { leaf } = await twoLevels(hub, world, 'underordnad');
    assert.deepEqual(await typesOf(leaf.entityId), []);
    const id = await issued(hub, leaf.entityId);
    assert.deepEqual(await typesOf(leaf.entityId), [typeOf(low)]);
    await step(hub, id, 'revoke', 'på riktigt');
    assert.deepEqual(await typesOf(leaf.entityId), []);
  });

  it('are not issued to someone who has no chain to the anchor', async () => {
    const stranger = world.entity('främling');
    const answer = await order(hub, stranger.entityId, low, 'K');
    assert.equal(answer.status, 404, answer.text);
  });

  it('of a recognised issuer are passed on beside ours, while the issuer says that they are active', async () => {
    const { leaf } = await twoLevels(hub, world, 'buren');
    const jwt = await mark(leaf.entityId);
    await says('active', jwt);
    await world.publish(leaf, carrying({ trust_mark_type: theirs, trust_mark: jwt }));
    assert.deepEqual(await marksOf(leaf.entityId), [{ trust_mark_type: theirs, trust_mark: jwt }]);
    await issued(hub, leaf.entityId);
    assert.deepEqual(await typesOf(leaf.entityId), [typeOf(low), theirs]);
    await says('revoked', jwt);
    assert.deepEqual(await typesOf(leaf.entityId), [typeOf(low), theirs], 'asked again with the statements');
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), [typeOf(low)]);
  });

  it("go on by the issuer's last word while it is away, and never without one", async () => {
    const { leaf } = await twoLevels(hub, world, 'tyst');
    const jwt = await mark(leaf.entityId);
    await world.publish(leaf, carrying({ trust_mark_type: theirs, trust_mark: jwt }));
    world.pages.set('/tmi/status', { body: '', status: 503 });
    assert.deepEqual(await typesOf(leaf.entityId), []);
    await says('active', jwt);
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), [theirs]);
    world.pages.set('/tmi/status', { body: '', status: 503 });
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), [theirs]);
    world.pages.delete('/tmi/status');
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), [], 'the issuer knows of no such mark');
  });

  it('end with the answer that carries them', async () => {
    const { leaf } = await twoLevels(hub, world, 'kort');
    const exp = seconds() + 600;
    const jwt = await mark(leaf.entityId, { exp });
    await says('active', jwt);
    await world.publish(leaf, carrying({ trust_mark_type: theirs, trust_mark: jwt }));
    assert.equal(payloadOf((await hub.call('GET', resolveOf(leaf.entityId))).text).exp, exp);
    hub.clock.advance(11 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), []);
  });

  it('are passed on for a connector too, which the hub hosts the configuration of', async () => {
    const leaf = newLeaf('2120000829', 'Karlskrona kommun');
    await join(hub, leaf);
    const jwt = await mark(leaf.entityId);
    await says('active', jwt);
    const configuration = await leaf.configuration(hub.clock.now(), (claims) => ({
      ...claims,
      trust_marks: [{ trust_mark_type: theirs, trust_mark: jwt }],
    }));
    const put = await hub.call('PUT', `${v1}/entity-configurations`, { jwt: configuration });
    assert.equal(put.status, 200, put.text);
    assert.deepEqual(await typesOf(leaf.entityId), [theirs]);
    await says('revoked', jwt);
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), []);
  });

  const stranger = generateEs256Key();
  const delegation = (change: object = {}) =>
    signJwt(
      'trust-mark-delegation+jwt',
      { iss: owner.entityId, sub: tmiId, trust_mark_type: owned, iat: seconds(), ...change },
      owner.key,
    );
  const cases: readonly [string, boolean, (subject: string) => Promise<string>, string?][] = [
    ['about another', false, (subject) => mark(`${subject}.se`)],
    ['signed by a stranger', false, (subject) => mark(subject, {}, { ...stranger, kid: tmi.key.kid })],
    ['by an issuer that the anchor does not name', false, (subject) => mark(subject, { iss: subject })],
    ['of a type that the anchor does not name', false, (s) => mark(s, { trust_mark_type: `${theirs}-2` })],
    ['listed under another type', false, (subject) => mark(subject), owned],
    ['in our own name, which our book does not know', false, (s) => mark(s, { iss: issuerId })],
    ['without the delegation of its owner', false, (s) => mark(s, { trust_mark_type: owned }), owned],
    [
      'with the delegation of its owner',
      true,
      async (s) => mark(s, { trust_mark_type: owned, delegation: await delegation() }),
      owned,
    ],
    [
      'with a delegation for another issuer',
      false,
      async (s) => mark(s, { trust_mark_type: owned, delegation: await delegation({ sub: s }) }),
      owned,
    ],
  ];
  for (const [index, [what, passed, make, type = theirs]] of cases.entries()) {
    it(`${passed ? 'passes on' : 'leaves out'} a mark ${what}`, async () => {
      const { leaf } = await twoLevels(hub, world, `fall-${index}`);
      const jwt = await make(leaf.entityId);
      await says('active', jwt);
      await world.publish(leaf, carrying({ trust_mark_type: type, trust_mark: jwt }));
      assert.deepEqual(await typesOf(leaf.entityId), passed ? [type] : []);
    });
  }

  it('leaves out a mark whose status is signed by a stranger, or is about another mark', async () => {
    const { leaf } = await twoLevels(hub, world, 'falsk-status');
    const jwt = await mark(leaf.entityId);
    await world.publish(leaf, carrying({ trust_mark_type: theirs, trust_mark: jwt }));
    await says('active', jwt, { ...stranger, kid: tmi.key.kid });
    assert.deepEqual(await typesOf(leaf.entityId), []);
    await says('active', await mark(tmiId));
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), []);
    await says('active', jwt);
    hub.clock.advance(31 * minute);
    assert.deepEqual(await typesOf(leaf.entityId), [theirs]);
  });
});
