import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import { hour, second, swedishTime } from '@ena/kernel/time.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import {
  json,
  madeKey,
  remoteOf,
  type ServedProducer,
  serveProducer,
  signedKontext,
  signedMandate,
  withKeys,
} from '../http/producers/tests/served-producer.ts';
import { minaOmbud } from '../room.ts';

const rooms = [trustFramework, authorization, identity, company, person, minaOmbud];
const karlskrona = '2120000829';
const clock = fixedClock();
const ostersund = '2120002528';
let hub: TestHub;
/** In the place of the own connector with Östersund's producer behind it. */
let producer: ServedProducer;
before(async () => {
  producer = await serveProducer(json({}, 503));
  const configuration = { [minaOmbud.id]: { remoteProducers: [remoteOf(producer, ostersund)] } };
  hub = await startTestHub({ rooms, clock, configuration });
});
after(() => producer.close());

test('the operator announces a key, or withdraws all that may have leaked', async () => {
  const rotate = async (orgnr: string, body: object) => {
    const answer = await fetch(`${hub.url}/mandates/v1/operator/relying-parties/${orgnr}/key-rotations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: (await answer.json()) as { kids: string[]; type: string } };
  };
  const published = async () => {
    const answer = await fetch(`${hub.url}/dfm/formedlare/v2/tredjeman/${karlskrona}/jwks`);
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const [first] = await published();
  const announced = await rotate(karlskrona, { atOnce: false });
  assert.deepEqual([announced.status, announced.json.kids.length], [200, 2]);
  assert.equal(announced.json.kids[0], first, 'the old key signs on');
  assert.deepEqual(await published(), announced.json.kids);
  const replaced = await rotate(karlskrona, { atOnce: true });
  assert.equal(replaced.json.kids.length, 1);
  assert.ok(!announced.json.kids.includes(replaced.json.kids[0] ?? ''));
  assert.equal((await rotate('2120000019', { atOnce: true })).status, 404);
  assert.equal((await rotate(karlskrona, {})).status, 422);
});

test('a connector is told to ask about mandates of a producer elsewhere, and learns of an end within three seconds', async () => {
  const key = await madeKey();
  const id = '8ba13558-f639-40ca-a009-52c0cad0414f';
  const says = async (status: string) => {
    const mandate = await signedMandate(ostersund, id, key, { status });
    producer.answering = withKeys([key], json(mandate));
  };
  const documentOf = async (orgnr: string) => {
    const answer = await fetch(`${hub.url}/mandates/v1/keys/${orgnr}`);
    return decodeJwtUnverified(await answer.text())?.payload;
  };
  const context = await signedKontext(ostersund, key, { tidpunkt: swedishTime(clock.now()) });
  const ask = async () => {
    const answer = await fetch(`${hub.url}/mandates/v1/standings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        context: Buffer.from(JSON.stringify(context)).toString('base64url'),
        nonce: 'n'.repeat(22),
      }),
    });
    return { status: answer.status, told: decodeJwtUnverified(await answer.text())?.payload };
  };
  await says('GILTIG');
  assert.deepEqual(
    [(await documentOf(ostersund))?.ended, (await documentOf(karlskrona))?.ended],
    ['asked', 'listed'],
  );
  const before = await ask();
  assert.deepEqual([before.status, before.told?.sub, before.told?.ended], [200, ostersund, []]);
  assert.equal(before.told?.nonce, 'n'.repeat(22));
  await says('HISTORISK');
  clock.advance(3 * second);
  assert.deepEqual((await ask()).told?.ended, [id]);
  producer.answering = withKeys([key], json({}, 503));
  clock.advance(3 * second);
  assert.equal((await ask()).status, 503, 'nobody knows now');
});

test('the operator rotates the keys of the documents, and the anchor’s statement names each before it signs', async () => {
  const rotate = async (atOnce: boolean) => {
    const answer = await fetch(`${hub.url}/mandates/v1/operator/document-keys/rotations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ atOnce }),
    });
    return ((await answer.json()) as { kids: string[] }).kids;
  };
  const text = async (path: string) => (await fetch(`${hub.url}${path}`)).text();
  const named = async (): Promise<JwkMembers[]> => {
    const { payload } = decodeJwtUnverified(await text('/.well-known/openid-federation')) ?? {};
    const { ena_hub } = (payload?.metadata ?? {}) as {
      ena_hub?: { mandates: { jwks: { keys: JwkMembers[] } } };
    };
    return ena_hub?.mandates.jwks.keys ?? [];
  };
  const judged = async (keys: readonly JwkMembers[]) => {
    const status = await readStatusBy(await text('/mandates/v1/status'), keys, clock.now());
    const set = await readKeysBy(await text(`/mandates/v1/keys/${karlskrona}`), keys, clock.now());
    return [status, set];
  };
  const refused = await fetch(`${hub.url}/mandates/v1/operator/document-keys/rotations`, { method: 'POST' });
  assert.equal(refused.status, 401);
  const first = await named();
  const [old, next] = await rotate(false);
  const overlap = await named();
  assert.deepEqual(
    overlap.map(({ kid }) => kid),
    [old, next],
  );
  assert.deepEqual(await judged(first), ['ok', 'ok'], 'who has not asked again still verifies');
  clock.advance(48 * hour + 10 * second);
  assert.deepEqual(await judged(overlap), ['ok', 'ok'], 'who asked during the overlap verifies the new one');
  assert.deepEqual(await judged(first), ['unknown-kid', 'unknown-kid']);
  const [replaced, ...more] = await rotate(true);
  assert.deepEqual(more, []);
  clock.advance(second);
  assert.deepEqual(await judged(overlap), ['unknown-kid', 'unknown-kid'], 'what leaked signs no more');
  assert.deepEqual(
    (await named()).map(({ kid }) => kid),
    [replaced],
  );
  assert.deepEqual(await judged(await named()), ['ok', 'ok']);
});

const readBy = (typ: string) => async (jwt: string, keys: readonly JwkMembers[], now: number) => {
  const verified = await verifyJwt(jwt, { typ, keys, now });
  return verified.ok ? 'ok' : verified.error;
};
const readStatusBy = readBy('ena-mandate-status+jwt');
const readKeysBy = readBy('ena-mandate-keys+jwt');
