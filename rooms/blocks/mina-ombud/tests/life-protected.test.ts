import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { PersonOffer } from '#rooms/base-data/person';
import type { Mandate } from '../domain/mandate.ts';
import { changeOf } from '../use-cases/change.ts';
import { personsOf } from '../use-cases/offers.ts';
import { byrå, karlskrona, people } from './granting-room.ts';
import { type LifeRoom, register, runLife } from './life-room.ts';

const { åsa, örjan, erik, märta, maria } = people;

/** Åsa's identity is protected, and was not when her mandates were made. */
describe('a protected identity', () => {
  let room: LifeRoom;
  let granted: Mandate;
  let received: Mandate;
  const artefact = 'underskrift av Åsa Provström';
  const hash = sha256Hex(artefact);
  const tells = new RegExp(`${åsa.id}|Provström|Åsa`);

  before(async () => {
    room = await runLife();
    room.protectedOnes.add(åsa.id);
    granted = await register(room, { signatures: [{ person: åsa, at: 0, artefactHash: hash }] });
    received = await register(room, {
      grantor: { kind: 'organisation', id: byrå, name: 'TB Bokföringsbyrå AB' },
      grantorRole: 'organisation',
      creator: maria,
      signatories: [],
      holders: [åsa, erik],
    });
    const cause = { actor: { kind: 'operator' }, at: 1, change: 'noted', reason: '' } as const;
    const change = changeOf('mandate', received, { ...received, revision: 2 }, cause);
    await room.tools.store.save({ mandates: [change], artefacts: [{ hash, value: artefact }] });
  });

  it('is shown to the other party neither by name nor by number, in any list or file', async () => {
    await room.as(people.handler, 'GET', `/mandates/${granted.id}`);
    const calls = [
      [örjan, '/mandates?as=holder&standing=valid'],
      [örjan, `/mandates/${granted.id}`],
      [örjan, `/mandates/${granted.id}/history`],
      [örjan, '/lookups'],
      [erik, '/mandates?as=holder&standing=valid'],
      [erik, `/mandates/${received.id}`],
      [maria, `/mandates?as=grantor&standing=valid&for=${byrå}`],
    ] as const;
    for (const [who, path] of calls) {
      const answer = await room.as(who, 'GET', path);
      assert.equal(answer.status, 200, answer.text);
      assert.doesNotMatch(answer.text, tells, path);
      assert.match(answer.text, /[Ss]kyddad/, path);
    }
    const { json } = await room.as(örjan, 'GET', `/mandates/${granted.id}`);
    assert.deepEqual(json.grantor, { kind: 'person', id: 'skyddad', name: 'Skyddad identitet' });
    assert.deepEqual(json.signatures, [{ person: json.grantor, at: '1970-01-01T01:00:00+01:00' }]);
    const { json: mine } = await room.as(erik, 'GET', `/mandates/${received.id}`);
    assert.deepEqual(
      mine.holders.map(({ id }: { id: string }) => id),
      ['skyddad', erik.id],
    );
    const file = await room.as(örjan, 'GET', `/mandates/${granted.id}/signatures/${hash}`);
    assert.equal(file.status, 404, 'the artefact names its signer');
  });

  it('is left out of an organisation’s list by name; the number it has given itself', async () => {
    const { text } = await room.as(maria, 'GET', `/organisations/${byrå}/mandates.csv`);
    assert.match(text, new RegExp(`${åsa.id}.*Skyddad identitet`));
    assert.doesNotMatch(text, /Provström/);
  });

  it('is no secret to herself; a case handler where the mandate applies sees the number, and no name', async () => {
    const own = await room.as(åsa, 'GET', `/mandates/${granted.id}`);
    assert.equal(own.json.grantor.id, åsa.id);
    const file = await room.as(åsa, 'GET', `/mandates/${granted.id}/signatures/${hash}`);
    assert.equal(file.text, artefact);
    const search = { holder: { kind: 'person', id: örjan.id }, standing: 'valid', purpose: 'Ärende 7' };
    const found = await room.handler('POST', `/relying-parties/${karlskrona}/searches`, { json: search });
    const veiled = { kind: 'person', id: åsa.id, name: 'Skyddad identitet' };
    assert.deepEqual(found.json.items[0].grantor, veiled);
    assert.deepEqual(found.json.items[0].signatures[0].person, veiled);
    assert.doesNotMatch(found.text, /Provström|Åsa/);
    const artefactRead = await room.as(people.handler, 'GET', `/mandates/${granted.id}/signatures/${hash}`);
    assert.equal(artefactRead.text, artefact, 'which she may need to verify');
    const read = await room.as(people.handler, 'GET', `/mandates/${granted.id}`);
    assert.deepEqual(read.json.grantor, veiled);
  });

  it('is shown to nobody in the tree of what was passed on, nor as who ended it', async () => {
    const root = await register(room, { grantor: märta, creator: märta, holders: [åsa] });
    const child = await register(room, { grantor: märta, parent: root.id, creator: åsa, holders: [erik] });
    const below = await room.as(märta, 'GET', `/mandates/${root.id}/tree`);
    assert.deepEqual(below.json.below[0].holders, ['Erik Testberg']);
    await room.as(åsa, 'POST', `/mandates/${child.id}/revocation`, { json: {}, revision: 1 });
    const ended = await room.as(erik, 'GET', `/mandates/${child.id}`);
    assert.deepEqual([ended.json.ended.by, ended.json.ended.name], ['delegator', 'Skyddad identitet']);
    const sub = await register(room, { grantor: märta, parent: root.id, creator: märta, holders: [åsa] });
    const tree = await room.as(märta, 'GET', `/mandates/${root.id}/tree`);
    const node = tree.json.below.find(({ id }: { id: string }) => id === sub.id);
    assert.deepEqual(node.holders, ['Skyddad identitet']);
  });
});

it('the name of a protected identity comes into no new mandate, by a form or by law', async () => {
  const marked = {
    personalNumber: åsa.id,
    givenName: 'Åsa',
    familyName: 'Provström',
    protection: 'secrecy',
  } as const;
  const child = { personalNumber: erik.id, givenName: 'Erik', familyName: 'Testberg' };
  const offer: PersonOffer = {
    findPerson: async (number) => [marked, child].find(({ personalNumber }) => personalNumber === number),
    protectedAmong: async (numbers) => new Set(numbers.filter((number) => number === åsa.id)),
    relations: async function* () {
      yield { id: 'r', kind: 'custody', representative: marked, represented: child, from: '2020-01-01' };
    },
  };
  const persons = personsOf(offer);
  const veiled = { kind: 'person', id: åsa.id, name: 'Skyddad identitet' };
  assert.deepEqual(await persons.find(åsa), veiled);
  assert.deepEqual((await persons.relations())[0]?.representative, veiled);
  assert.deepEqual((await persons.find(erik))?.givenName, 'Erik');
});
