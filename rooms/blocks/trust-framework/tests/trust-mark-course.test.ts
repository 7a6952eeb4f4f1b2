import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { day } from '@ena/kernel/time.ts';
import { payloadOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import {
  issued,
  issuerId,
  listPath,
  markPath,
  order,
  postEvidence,
  postStatus,
  statusPath,
  step,
  typeOf,
} from './trust-mark-subjects.ts';

const low = 'federation-member-low';
const problem = (slug: string) => `urn:ena:problem:trust-framework:${slug}`;

describe('the course of a trust mark', () => {
  let hub: RunningRoom;
  const leaf = newLeaf('2120000829', 'Karlskrona kommun');
  const entity = leaf.entityId;
  let id = '';
  const current = async () => (await hub.call('GET', markPath(entity))).text;
  const statusOf = async (jwt: string) => payloadOf(await (await postStatus(hub, jwt)).text()).status;

  before(async () => {
    hub = await runRoom();
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    id = await issued(hub, entity);
  });
  after(() => hub.stop());

  it('renews: another token with a later end, and the old one still counts', async () => {
    const first = await current();
    hub.clock.advance(day);
    await postEvidence(hub, entity, 'A.1', 'E', { reviewedOn: '2026-11-22', reference: 'ny granskning' });
    const answer = await step(hub, id, 'renew');
    assert.equal(answer.status, 200, answer.text);
    const second = await current();
    assert.notEqual(second, first);
    assert.ok(Number(payloadOf(second).iat) > Number(payloadOf(first).iat));
    assert.deepEqual([await statusOf(first), await statusOf(second)], ['active', 'active']);
  });

  it('suspends: nothing counts, and by the specification every token is revoked', async () => {
    const before = await current();
    const { status, json } = await step(hub, id, 'suspend', 'Intrång utreds: återkommer');
    assert.deepEqual([status, json.status], [200, 'suspended']);
    assert.equal((await hub.call('GET', markPath(entity))).status, 404);
    assert.deepEqual((await hub.call('GET', listPath(low))).json, []);
    assert.equal(await statusOf(before), 'revoked');
    assert.equal(payloadOf((await hub.call('GET', statusPath(entity))).text).status, 'revoked');
    assert.deepEqual(await hub.offer.findTrustMarks(entity), []);
  });

  it('does not resume on evidence that was withdrawn, and resumes with a new token on new evidence', async () => {
    const path = `${v1}/trust-mark-evidence`;
    const listed = await hub.call('GET', `${path}?entityId=${encodeURIComponent(entity)}&limit=100`, {
      operator: true,
    });
    const wrong = listed.json.items.find((one: { requirement: string }) => one.requirement === 'A.8');
    assert.equal((await hub.call('DELETE', `${path}/${wrong.id}`, { operator: true })).status, 204);
    const again = await hub.call('DELETE', `${path}/${wrong.id}`, { operator: true });
    assert.deepEqual([again.status, again.json.type], [404, problem('unknown-evidence')]);
    const refused = await step(hub, id, 'resume');
    assert.deepEqual([refused.status, refused.json.type], [409, problem('requirements-unfulfilled')]);
    assert.equal(refused.json.errors[0].detail, 'A.8 needs self-declaration (S): there is no evidence.');
    await postEvidence(hub, entity, 'A.8', 'S', { reference: 'ny försäkran' });
    const resumed = await step(hub, id, 'resume');
    assert.deepEqual([resumed.status, resumed.json.status], [200, 'active']);
    assert.equal(await statusOf(await current()), 'active');
  });

  it('revokes for good, with a reason', async () => {
    const last = await current();
    const { status, json } = await step(hub, id, 'revoke', 'Anmäld brist som inte åtgärdats');
    assert.deepEqual([status, json.status], [200, 'revoked']);
    assert.equal(await statusOf(last), 'revoked');
    for (const action of ['renew', 'resume'] as const) {
      const refused = await step(hub, id, action);
      assert.deepEqual([refused.status, refused.json.type], [409, problem('step-not-allowed')]);
    }
    assert.equal((await step(hub, id, 'suspend', 'en gång till')).status, 409);
    assert.equal((await step(hub, id, 'revoke', 'en gång till')).status, 409);
  });

  it('can begin anew, and the old tokens stay revoked', async () => {
    const newest = async () => payloadOf((await hub.call('GET', statusPath(entity))).text);
    const old = (await newest()).trust_mark as string;
    assert.equal((await order(hub, entity, low, 'K')).status, 201);
    assert.equal((await newest()).status, 'active');
    assert.equal(await statusOf(old), 'revoked');
  });

  it('can be read back, step by step, with who and why', async () => {
    const { json } = await hub.call('GET', `${v1}/trust-marks/${id}`, { operator: true });
    assert.deepEqual(
      json.steps.map((one: Record<string, string>) => [one.step, one.by, one.reason]),
      [
        ['issued', 'operator', undefined],
        ['renewed', 'operator', undefined],
        ['suspended', 'operator', 'Intrång utreds: återkommer'],
        ['resumed', 'operator', undefined],
        ['revoked', 'operator', 'Anmäld brist som inte åtgärdats'],
      ],
    );
    const listed = await hub.call('GET', `${v1}/trust-marks?entityId=${encodeURIComponent(entity)}`, {
      operator: true,
    });
    const statuses = listed.json.items.map((one: { status: string }) => one.status).sort();
    assert.deepEqual(statuses, ['active', 'revoked']);
    const told = hub.events.map((event) => event.name).filter((name) => name.includes('trust-mark'));
    assert.deepEqual(
      told.map((name) => name.split('.').at(-1)),
      ['issued', 'renewed', 'suspended', 'resumed', 'revoked', 'issued'],
    );
  });

  it('is due for renewal as its end comes near, unless it is revoked', async () => {
    const due = async (at: number) => {
      const query = `endsBefore=${encodeURIComponent(new Date(at).toISOString())}`;
      const { json } = await hub.call('GET', `${v1}/trust-marks?${query}`, { operator: true });
      return json.items.map((one: { status: string }) => one.status);
    };
    assert.deepEqual(await due(hub.clock.now() + 30 * day), []);
    assert.deepEqual(await due(hub.clock.now() + 366 * day), ['active']);
    const wrong = await hub.call('GET', `${v1}/trust-marks?endsBefore=snart`, { operator: true });
    assert.equal(wrong.status, 400);
  });

  describe('the status of what is not ours', () => {
    const claims = (change: object = {}) => ({
      iss: issuerId,
      sub: entity,
      trust_mark_type: typeOf(low),
      iat: Math.floor(hub.clock.now() / 1000),
      ...change,
    });

    it('is invalid for a mark in our name by another key, also under our kid', async () => {
      const stranger = generateEs256Key();
      assert.equal(await statusOf(await signJwt('trust-mark+jwt', claims(), stranger)), 'invalid');
      const own = payloadOf((await hub.call('GET', '/trust-mark-issuer/.well-known/openid-federation')).text);
      const kid = (own.jwks as { keys: { kid: string }[] }).keys[0]?.kid ?? '';
      const liar = { ...stranger, kid };
      assert.equal(await statusOf(await signJwt('trust-mark+jwt', claims(), liar)), 'invalid');
      assert.equal(await statusOf(await signJwt('JWT', claims(), liar)), 'invalid');
    });

    it('is invalid for a mark in our name with alg none, or with its claims changed', async () => {
      const [head, , tail] = (await current()).split('.');
      const forged = Buffer.from(JSON.stringify(claims({ sub: 'https://bedragare.example' }))).toString(
        'base64url',
      );
      assert.equal(await statusOf(`${head}.${forged}.${tail}`), 'invalid');
      const none = Buffer.from('{"alg":"none","typ":"trust-mark+jwt"}').toString('base64url');
      assert.equal(await statusOf(`${none}.${forged}.`), 'invalid');
    });

    it('is 404 for the mark of another issuer, and for what is no mark', async () => {
      const foreign = await signJwt(
        'trust-mark+jwt',
        claims({ iss: 'https://annan.example' }),
        generateEs256Key(),
      );
      for (const jwt of [foreign, 'å', 'a.b.c', await leaf.configuration(hub.clock.now())]) {
        const answer = await postStatus(hub, jwt);
        assert.equal(answer.status, 404);
        assert.equal(((await answer.json()) as { error: string }).error, 'not_found');
      }
    });

    const bad: readonly [string, string, number, string][] = [
      ['a mark without type', '/trust-mark-issuer/trust_mark?sub=https://a.example', 400, 'invalid_request'],
      ['a mark without sub', '/trust-mark-issuer/trust_mark?trust_mark_type=x', 400, 'invalid_request'],
      [
        'a mark of an unknown type',
        '/trust-mark-issuer/trust_mark?trust_mark_type=x&sub=y',
        404,
        'not_found',
      ],
      ['a mark of a stranger', markPath('https://okänd.example'), 404, 'not_found'],
      [
        'a mark of another type',
        markPath('https://2120000829.sandbox.localhost', 'identity-high'),
        404,
        'not_found',
      ],
      ['a status without anything', '/trust-mark-issuer/trust_mark_status', 400, 'invalid_request'],
      ['a status of a stranger', statusPath('https://okänd.example'), 404, 'not_found'],
      ['a status with iat as text', `${statusPath('https://a.example')}&iat=igår`, 400, 'invalid_request'],
      ['a list without type', '/trust-mark-issuer/trust_mark_listing', 400, 'invalid_request'],
      ['a list by another parameter', `${listPath(low)}&entity_type=x`, 400, 'unsupported_parameter'],
    ];
    for (const [what, path, status, error] of bad) {
      it(`is ${status} ${error} for ${what}`, async () => {
        const answer = await hub.call('GET', path);
        assert.equal(answer.status, status, answer.text);
        assert.equal(answer.json.error, error);
        assert.ok(answer.json.error_description.length > 10);
      });
    }

    it('is an empty list for a type that we do not issue', async () => {
      const answer = await hub.call(
        'GET',
        '/trust-mark-issuer/trust_mark_listing?trust_mark_type=https://x.se',
      );
      assert.deepEqual([answer.status, answer.json], [200, []]);
    });
  });

  describe('our own API', () => {
    it('lists requirements and types for everyone, and one type by name', async () => {
      const requirements = await hub.call('GET', `${v1}/trust-requirements?limit=100`);
      assert.equal(requirements.json._meta.totalRecords, 31);
      const f8 = requirements.json.items.find((one: { code: string }) => one.code === 'F.8');
      assert.deepEqual([f8.levels, f8.kinds, f8.controls.P], [['substantial'], ['T'], 'S']);
      const types = await hub.call('GET', `${v1}/trust-mark-types?limit=2`);
      assert.deepEqual([types.json.items.length, types.json._meta.totalRecords], [2, 6]);
      const one = await hub.call('GET', `${v1}/trust-mark-types/identity-high`);
      assert.equal(one.json.identifier, typeOf('identity-high'));
      assert.equal(one.json.requirements.length, 11);
      const none = await hub.call('GET', `${v1}/trust-mark-types/guld`);
      assert.deepEqual([none.status, none.json.type], [404, problem('unknown-trust-mark-type')]);
    });

    it('takes the same evidence twice as once', async () => {
      const body = { reference: 'dnr åäö', sha256: 'ab'.repeat(32) };
      const first = await postEvidence(hub, entity, 'F.1', 'E', body);
      const second = await postEvidence(hub, entity, 'F.1', 'E', body);
      assert.deepEqual([first.status, second.status], [201, 200]);
      assert.deepEqual(second.json, first.json);
    });

    const bad: readonly [string, object, number, string][] = [
      ['of an unknown requirement', { requirement: 'Ö.1' }, 422, 'unknown-requirement'],
      ['about a stranger', { entityId: 'https://okänd.example' }, 404, 'unknown-entity'],
      ['of a review tomorrow', { reviewedOn: '2027-11-23' }, 422, 'bad-evidence'],
      ['of a day that is none', { reviewedOn: '2026-02-30' }, 422, 'bad-evidence'],
      ['that has lapsed', { validUntil: '2026-01-01T00:00:00Z' }, 422, 'bad-evidence'],
    ];
    for (const [what, change, status, slug] of bad) {
      it(`refuses evidence ${what} with ${status} ${slug}`, async () => {
        const answer = await postEvidence(hub, entity, 'A.1', 'E', change);
        assert.deepEqual([answer.status, answer.json.type], [status, problem(slug)]);
      });
    }

    it('refuses evidence by an unknown control with 422', async () => {
      assert.equal((await postEvidence(hub, entity, 'A.1', 'Q' as 'S')).status, 422);
    });

    it('refuses orders of an unknown type, for a stranger, and for an unknown actor', async () => {
      const unknown = await order(hub, entity, 'guld', 'K');
      assert.deepEqual([unknown.status, unknown.json.type], [404, problem('unknown-trust-mark-type')]);
      const stranger = await order(hub, 'https://okänd.example', low, 'K');
      assert.deepEqual([stranger.status, stranger.json.type], [404, problem('unknown-entity')]);
      assert.equal((await order(hub, entity, low, 'X')).status, 422);
    });

    it('refuses steps on a mark that is not there, and a suspension without reason', async () => {
      const none = `mark_${'0'.repeat(32)}`;
      const answer = await step(hub, none, 'renew');
      assert.deepEqual([answer.status, answer.json.type], [404, problem('unknown-trust-mark')]);
      assert.equal((await hub.call('GET', `${v1}/trust-marks/${none}`, { operator: true })).status, 404);
      assert.equal((await step(hub, id, 'suspend')).status, 422);
      assert.equal((await step(hub, id, 'suspend', '')).status, 422);
    });
  });
});
