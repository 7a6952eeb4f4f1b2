import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { day } from '@ena/kernel/time.ts';
import { type Keys, payloadOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import {
  fulfil,
  issued,
  issuerId,
  listPath,
  markPath,
  order,
  ownerId,
  postEvidence,
  postStatus,
  statusPath,
  step,
  typeOf,
} from './trust-mark-subjects.ts';

const low = 'federation-member-low';

describe('trust marks', () => {
  let hub: RunningRoom;
  const karlskrona = newLeaf('2120000829', 'Karlskrona kommun');
  const bolagsverket = newLeaf('2021005489', 'Bolagsverket');
  const entity = karlskrona.entityId;

  before(async () => {
    hub = await runRoom();
    for (const leaf of [karlskrona, bolagsverket])
      await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
  });
  after(() => hub.stop());

  it('are refused while a requirement lacks evidence, and every one that does is named with its control', async () => {
    await fulfil(hub, entity, low, 'K', ['A.1', 'A.4', 'A.7']);
    await postEvidence(hub, entity, 'A.4', 'I');
    const refused = await order(hub, entity, low, 'K');
    assert.equal(refused.status, 409);
    assert.equal(refused.json.type, 'urn:ena:problem:trust-framework:requirements-unfulfilled');
    const details = refused.json.errors.map((error: { detail: string }) => error.detail);
    assert.deepEqual(details, [
      'A.1 needs external audit (E): there is no evidence.',
      'A.4 needs external audit (E): the evidence must come from a stronger control than internal audit (I).',
      'A.7 needs self-declaration (S): there is no evidence.',
    ]);
    assert.equal((await hub.call('GET', markPath(entity))).status, 404);
    assert.deepEqual((await hub.call('GET', listPath(low))).json, []);
  });

  it('are issued once every requirement has evidence; a stronger control does too', async () => {
    await postEvidence(hub, entity, 'A.1', 'C');
    await postEvidence(hub, entity, 'A.4', 'E');
    await postEvidence(hub, entity, 'A.7', 'S');
    const answer = await order(hub, entity, typeOf(low), 'K');
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json.status, 'active');
    assert.equal(answer.json.type, low);
    assert.deepEqual(hub.events.at(-1)?.data, {
      entityId: entity,
      type: typeOf(low),
      markId: answer.json.id,
    });
    assert.deepEqual((await hub.call('GET', listPath(low))).json, [entity]);
    assert.deepEqual((await hub.call('GET', listPath(low, bolagsverket.entityId))).json, []);
    assert.equal((await order(hub, entity, low, 'K')).json.type.split(':').at(-1), 'trust-mark-exists');
  });

  it("are signed by the issuer's key, with the owner's delegation inside", async () => {
    const own = payloadOf((await hub.call('GET', '/trust-mark-issuer/.well-known/openid-federation')).text);
    const owners = payloadOf((await hub.call('GET', '/trust-mark-owner/.well-known/openid-federation')).text);
    assert.equal(own.iss, issuerId);
    assert.equal(owners.iss, ownerId);
    const answer = await hub.call('GET', markPath(entity));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/trust-mark+jwt');
    const now = hub.clock.now();
    const keys = (own.jwks as { keys: Keys }).keys;
    const mark = await verifyJwt(answer.text, { typ: 'trust-mark+jwt', keys, now });
    assert.ok(mark.ok);
    const { iss, sub, trust_mark_type, iat, exp, delegation } = mark.value.payload;
    assert.deepEqual([iss, sub, trust_mark_type], [issuerId, entity, typeOf(low)]);
    assert.ok(Number(exp) > Number(iat));
    const ownerKeys = (owners.jwks as { keys: Keys }).keys;
    const typ = 'trust-mark-delegation+jwt';
    const delegated = await verifyJwt(String(delegation), { typ, keys: ownerKeys, now });
    assert.ok(delegated.ok);
    assert.equal(delegated.value.payload.iss, ownerId);
    assert.equal(delegated.value.payload.sub, issuerId);
    assert.equal(delegated.value.payload.trust_mark_type, typeOf(low));
  });

  it('are answered for by the signed status, asked by POST and by GET', async () => {
    const jwt = (await hub.call('GET', markPath(entity))).text;
    const posted = await postStatus(hub, jwt);
    assert.equal(posted.status, 200);
    assert.equal(posted.headers.get('content-type'), 'application/trust-mark-status-response+jwt');
    const own = payloadOf((await hub.call('GET', '/trust-mark-issuer/.well-known/openid-federation')).text);
    const keys = (own.jwks as { keys: Keys }).keys;
    const typ = 'trust-mark-status-response+jwt';
    const verified = await verifyJwt(await posted.text(), { typ, keys, now: hub.clock.now() });
    assert.ok(verified.ok);
    assert.deepEqual(verified.value.payload, {
      iss: issuerId,
      iat: Math.floor(hub.clock.now() / 1000),
      trust_mark: jwt,
      status: 'active',
    });
    const iat = payloadOf(jwt).iat as number;
    const got = await hub.call('GET', `${statusPath(entity)}&iat=${iat}`);
    assert.equal(payloadOf(got.text).trust_mark, jwt);
    assert.equal((await hub.call('GET', `${statusPath(entity)}&iat=${iat + 1}`)).status, 404);
  });

  it('end with the first evidence that lapses, and cannot be renewed on what has lapsed', async () => {
    await fulfil(hub, bolagsverket.entityId, low, 'M', ['A.2']);
    const validUntil = new Date(hub.clock.now() + 3 * day).toISOString();
    await postEvidence(hub, bolagsverket.entityId, 'A.2', 'S', { validUntil });
    const { json } = await order(hub, bolagsverket.entityId, low, 'M');
    assert.equal(json.expiresAt, validUntil);
    const jwt = (await hub.call('GET', markPath(bolagsverket.entityId))).text;
    assert.equal(payloadOf(jwt).exp, Date.parse(validUntil) / 1000);
    hub.clock.advance(3 * day);
    assert.equal((await hub.call('GET', markPath(bolagsverket.entityId))).status, 404);
    assert.equal(payloadOf(await (await postStatus(hub, jwt)).text()).status, 'expired');
    const late = await step(hub, json.id, 'renew');
    assert.equal(late.status, 409);
    assert.match(late.json.detail, /expired: issue a new one/);
    const again = await order(hub, bolagsverket.entityId, low, 'M');
    assert.deepEqual(
      again.json.errors.map((error: { detail: string }) => error.detail),
      ['A.2 needs self-declaration (S): the evidence has lapsed.'],
    );
  });

  it('show in an evaluation what each actor type still needs', async () => {
    const path = (actor: string) =>
      `${v1}/trust-mark-evaluations?entityId=${encodeURIComponent(entity)}&type=identity-high&actorType=${actor}`;
    const needs = async (actor: string) => {
      const { json } = await hub.call('GET', path(actor), { operator: true });
      assert.equal(json.fulfilled, false);
      return json.missing.map((one: { needs: string }) => one.needs).join('');
    };
    assert.equal(await needs('M'), 'IISSSEEESIS');
    assert.equal(await needs('R'), 'EIISSCEESES');
    assert.equal(await needs('K'), 'EIISSCEESES');
    assert.equal(await needs('P'), 'EEISSCEESES');
  });

  it('are offered to the other rooms, with everything that lets them decide', async () => {
    const vaxjo = newLeaf('2321000016', 'Växjö');
    await hub.call('POST', `${v1}/subordinates`, { json: vaxjo.registration, operator: true });
    const before = await hub.offer.evaluateTrustMark(vaxjo.entityId, low, 'R');
    assert.ok(before.kind === 'unfulfilled' && before.missing.length === 8);
    for (const { requirement, needs } of before.missing) {
      const recorded = await hub.offer.recordTrustMarkEvidence({
        subject: vaxjo.entityId,
        requirement,
        control: needs,
        reviewer: 'Åklagarmyndigheten',
        reviewedOn: '2026-11-01',
        reference: 'ärende 7',
        documentDigest: undefined,
        validUntil: undefined,
      });
      assert.equal(recorded.kind, 'added');
    }
    const by = 'governance/onboarding case_7';
    const outcome = await hub.offer.issueTrustMark({
      entityId: vaxjo.entityId,
      type: low,
      actorType: 'R',
      by,
    });
    assert.ok(outcome.kind === 'issued');
    const [found, ...others] = await hub.offer.findTrustMarks(vaxjo.entityId);
    assert.deepEqual(others, []);
    assert.deepEqual([found?.type, found?.issuer, found?.jwt], [typeOf(low), issuerId, outcome.jwt]);
    const { json } = await hub.call('GET', `${v1}/trust-marks/${outcome.mark.id}`, { operator: true });
    assert.deepEqual(
      json.steps.map((one: { step: string; by: string }) => [one.step, one.by]),
      [['issued', by]],
    );
    const stranger = await hub.offer.evaluateTrustMark('https://okänd.example', low, 'R');
    assert.equal(stranger.kind, 'unknown-entity');
    const noType = await hub.offer.evaluateTrustMark(vaxjo.entityId, 'guld', 'R');
    assert.equal(noType.kind, 'unknown-type');
  });

  it('end when their subject is revoked, and do not come back with it', async () => {
    const leaf = newLeaf('5560000167', 'Ångström AB');
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    const id = await issued(hub, leaf.entityId);
    const jwt = (await hub.call('GET', markPath(leaf.entityId))).text;
    await hub.call('DELETE', `${v1}/subordinates/5560000167`, { operator: true });
    assert.equal((await hub.call('GET', markPath(leaf.entityId))).status, 404);
    assert.equal(payloadOf(await (await postStatus(hub, jwt)).text()).status, 'revoked');
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    assert.equal((await hub.call('GET', markPath(leaf.entityId))).status, 404);
    const { json } = await hub.call('GET', `${v1}/trust-marks/${id}`, { operator: true });
    assert.equal(json.status, 'revoked');
    assert.equal(json.steps.at(-1).by, 'trust-framework');
  });

  it('end with what the hub hosts, and with the organisation that it is hosted for', async () => {
    const leaf = newLeaf('5567037485', 'Sundsvalls Åkeri AB');
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    const publish = (name: string) =>
      hub.offer.publishMetadata(hub.offer.hostedEntityId(leaf.orgnr, name), 'oauth_client', {
        client_name: 'Båtplatser',
      });
    const [one, two] = ['ett', 'tva'].map((name) => hub.offer.hostedEntityId(leaf.orgnr, name));
    assert.ok(one && two);
    for (const name of ['ett', 'tva']) assert.equal((await publish(name)).kind, 'published');
    const ids = [await issued(hub, one), await issued(hub, two)];
    const statuses = () =>
      Promise.all(
        ids.map(
          async (id) => (await hub.call('GET', `${v1}/trust-marks/${id}`, { operator: true })).json.status,
        ),
      );
    await hub.offer.withdrawMetadata(one, 'oauth_client');
    assert.equal((await hub.call('GET', markPath(one))).status, 404);
    assert.deepEqual(await statuses(), ['revoked', 'active']);
    await hub.call('DELETE', `${v1}/subordinates/${leaf.orgnr}`, { operator: true });
    assert.equal((await hub.call('GET', markPath(two))).status, 404);
    assert.deepEqual(await statuses(), ['revoked', 'revoked']);
  });
});
