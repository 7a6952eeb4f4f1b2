import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import fc from 'fast-check';
import { parseInventory } from '../wire/inventory.ts';
import { type Connector, startConnector } from './connector.ts';
import { persons } from './persons.ts';
import { problem, type RunningRoom, runRoom } from './running-room.ts';

let room: RunningRoom;
let karlskrona: Connector;
let bolagsverket: Connector;

before(async () => {
  room = await runRoom();
  karlskrona = await startConnector(room, '2120000829', 'Karlskrona kommun');
  bolagsverket = await startConnector(room, '2021005489', 'Bolagsverket');
});

const grant = {
  id: 'grant_1',
  consumer: '2120000829/verksamhet',
  service: 'foretag',
  operations: [{ method: 'POST', path: '/organisationer' }],
  purposes: ['handläggning'],
  legalBasis: ['GDPR-6.1.e'],
  validFrom: '2026-11-22T11:00:00.000Z',
  validTo: '2027-11-22T11:00:00.000Z',
  agreement: 'Avtal å ä ö',
};
const systems = [{ name: 'verksamhet', auth: 'loopback' }];
const services = [{ id: 'foretag', title: 'Företag åäö', operations: grant.operations }];

test('what the connectors tell is shown to the contacts of both ends, with its time', async () => {
  const [chair, head] = [persons.chair, persons.head];
  problem(await room.as(chair, 'GET', '/organisations/2120000829/inventory'), 404, 'no-inventory');
  room.clock.advance(1000);
  const told = await karlskrona.tell(await karlskrona.sign(karlskrona.claims({ systems })));
  assert.equal(told.status, 200, told.text);
  const offers = bolagsverket.claims({ services, grants: [grant] });
  assert.equal((await bolagsverket.tell(await bolagsverket.sign(offers))).status, 200);

  const held = await room.as(chair, 'GET', '/organisations/2120000829/inventory');
  assert.equal(held.status, 200, held.text);
  assert.deepEqual([held.json.systems, held.json.services], [systems, []]);
  assert.equal(Date.parse(held.json.toldAt), Math.floor(room.clock.now() / 1000) * 1000);
  const received = await room.as(chair, 'GET', '/organisations/2120000829/grants?direction=received');
  const { provider, toldAt, validFrom, validTo, ...terms } = received.json.items[0];
  const { validFrom: from, validTo: to, ...rest } = grant;
  assert.deepEqual(terms, rest);
  assert.equal(provider, '2021005489');
  assert.ok(toldAt);
  assert.deepEqual([validFrom, validTo].map(Date.parse), [from, to].map(Date.parse));
  assert.equal(
    (await room.as(chair, 'GET', '/organisations/2120000829/grants?direction=given')).json._meta.totalRecords,
    0,
  );
  const given = await room.as(head, 'GET', '/organisations/2021005489/grants?direction=given');
  assert.equal(given.json.items[0].consumer, '2120000829/verksamhet');
});

test('someone else sees nothing of it, be that a contact of another organisation', async () => {
  for (const path of ['inventory', 'grants?direction=given', 'grants?direction=received']) {
    for (const person of [persons.stranger, persons.head]) {
      const answer = await room.as(person, 'GET', `/organisations/2120000829/${path}`);
      problem(answer, 404, 'unknown-organisation');
    }
  }
  const answer = await room.as(persons.chair, 'GET', '/organisations/2120000829/grants?direction=sideways');
  assert.equal(answer.status, 400, answer.text);
});

test('only the connector of the organisation is believed, and only for it', async () => {
  room.clock.advance(1000);
  const jwt = await karlskrona.sign(karlskrona.claims());
  problem(await karlskrona.tell(jwt, '2021005489'), 404, 'unknown-connector');
  const stranger = karlskrona.claims({ iss: 'https://2120003005.sandbox.localhost' });
  problem(await karlskrona.tell(await karlskrona.sign(stranger), '2120003005'), 404, 'unknown-connector');
  const foreign = await karlskrona.sign(karlskrona.claims(), generateEs256Key());
  problem(await karlskrona.tell(foreign), 403, 'inventory-signature-refused');
  const others = await karlskrona.sign(karlskrona.claims(), bolagsverket.signingKey);
  problem(await karlskrona.tell(others), 403, 'inventory-signature-refused');
  const federation = await karlskrona.sign(karlskrona.claims(), karlskrona.federationKey);
  problem(await karlskrona.tell(federation), 403, 'inventory-signature-refused');
  const kind = await karlskrona.sign(karlskrona.claims(), karlskrona.signingKey, 'JWT');
  problem(await karlskrona.tell(kind), 403, 'inventory-signature-refused');
  const [, payload] = jwt.split('.');
  const none = Buffer.from('{"alg":"none","typ":"ena-inventory+jwt"}').toString('base64url');
  problem(await karlskrona.tell(`${none}.${payload}.`), 403, 'inventory-signature-refused');
});

test('an inventory of another time, for another hub, or that lives long is refused', async () => {
  const now = Math.floor(room.clock.now() / 1000);
  const tell = async (change: object) => karlskrona.tell(await karlskrona.sign(karlskrona.claims(change)));
  problem(await tell({ iat: now - 900, exp: now - 300 }), 403, 'inventory-signature-refused');
  problem(await tell({ iat: now + 300, exp: now + 600 }), 403, 'inventory-signature-refused');
  problem(await tell({ aud: 'https://annan.example' }), 422, 'malformed-inventory');
  problem(await tell({ exp: now + 3600 }), 422, 'malformed-inventory');
});

test('a later one takes the place; an earlier one and another of the same second do not', async () => {
  room.clock.advance(60_000);
  const earlier = await karlskrona.sign(karlskrona.claims());
  room.clock.advance(1000);
  const later = await karlskrona.sign(karlskrona.claims({ systems }));
  assert.equal((await karlskrona.tell(later)).status, 200);
  assert.equal((await karlskrona.tell(later)).status, 200, 'the same message again');
  problem(await karlskrona.tell(earlier), 409, 'older-inventory');
  const other = await karlskrona.sign(karlskrona.claims());
  problem(await karlskrona.tell(other), 409, 'older-inventory');
  const kept = await room.as(persons.chair, 'GET', '/organisations/2120000829/inventory');
  assert.deepEqual(kept.json.systems, systems);
});

test('a grant to a sole trader, whose number is a personal one, is not taken', async () => {
  room.clock.advance(1000);
  const grants = [{ ...grant, consumer: '9912302396' }];
  const answer = await bolagsverket.tell(await bolagsverket.sign(bolagsverket.claims({ grants })));
  problem(answer, 422, 'malformed-inventory');
  assert.equal(answer.text.includes('9912302396'), false);
  const time = [{ ...grant, validFrom: 'i går' }];
  const wrong = await bolagsverket.tell(await bolagsverket.sign(bolagsverket.claims({ grants: time })));
  problem(wrong, 422, 'malformed-inventory');
});

test('an organisation that the federation no longer vouches for tells nothing more', async () => {
  const uppsala = await startConnector(room, '2120003005', 'Uppsala kommun');
  assert.equal((await uppsala.tell(await uppsala.sign(uppsala.claims()))).status, 200);
  const gone = await room.operator('DELETE', `${room.url}/trust-framework/v1/subordinates/2120003005`);
  assert.equal(gone.status, 204);
  room.clock.advance(1000);
  problem(await uppsala.tell(await uppsala.sign(uppsala.claims())), 404, 'unknown-connector');
});

test('the parser answers any text, and repeats nothing of it', () => {
  const part = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const parsed = parseInventory(parts.join('.'));
      assert.equal(parsed.ok, false);
    }),
  );
});
