import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { join, v1 } from './joining.ts';
import { anchorId, newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

describe("the operator's API", () => {
  let hub: RunningRoom;
  const bolagsverket = newLeaf('2021005489', 'Bolagsverket');

  const member = (entityId: string) => ({
    entityId,
    name: 'Regionförbundet',
    intermediate: true,
    jwks: { keys: [generateEs256Key().publicJwk] },
  });
  const outsider = member('https://intermediate.example');
  const gone = member('https://gone.example');

  before(async () => {
    hub = await runRoom();
    await join(hub, bolagsverket);
    for (const member of [outsider, gone]) {
      const added = await hub.call('POST', `${v1}/members`, { json: member, operator: true });
      assert.equal(added.status, 201, added.text);
    }
    const left = `${v1}/members?entityId=${encodeURIComponent(gone.entityId)}`;
    assert.equal((await hub.call('DELETE', left, { operator: true })).status, 204);
  });
  after(() => hub.stop());

  describe('registration', () => {
    const post = (json: unknown, operator = true) =>
      hub.call('POST', `${v1}/subordinates`, { json, operator });
    const okay = newLeaf('2120001439').registration as Record<string, unknown>;

    it('is for the operator only', async () => {
      assert.equal((await post(okay, false)).status, 401);
      assert.equal((await hub.call('GET', `${v1}/subordinates`)).status, 401);
      assert.equal((await hub.call('DELETE', `${v1}/subordinates/2021005489`)).status, 401);
      assert.equal((await hub.call('POST', `${v1}/keys/rotate`, { json: {} })).status, 401);
    });

    const privateKey = { ...generateEs256Key().publicJwk, d: 'A'.repeat(43) };
    const offCurve = { ...generateEs256Key().publicJwk, x: `${'A'.repeat(42)}A` };
    const one = generateEs256Key().publicJwk;
    const refused: readonly [string, object, number][] = [
      ['a number with a wrong check digit', { orgnr: '2120001438' }, 422],
      ['a number that is too short', { orgnr: '212000143' }, 422],
      ['an entity id over http', { entityId: 'http://a.example' }, 422],
      ['an entity id with a query', { entityId: 'https://a.example/?x=1' }, 422],
      ['an entity id in another spelling', { entityId: 'https://A.example' }, 422],
      ["the anchor's entity id", { entityId: anchorId }, 409],
      [
        "the entity id of the hub's issuer of trust marks",
        { entityId: `${anchorId}/trust-mark-issuer` },
        409,
      ],
      [
        'the id of an entity that the hub hosts for another organisation',
        { entityId: `${anchorId}/hosted/2021005489/bygglov` },
        409,
      ],
      ["a member's entity id", { entityId: outsider.entityId }, 409],
      ['the entity id of a member that is gone', { entityId: gone.entityId }, 409],
      ["another organisation's entity id", { entityId: bolagsverket.entityId }, 409],
      ['no key', { jwks: { keys: [] } }, 422],
      ['a private key', { jwks: { keys: [privateKey] } }, 422],
      ['a key that is not on the curve', { jwks: { keys: [offCurve] } }, 422],
      [
        'one kid for two keys',
        { jwks: { keys: [one, { ...generateEs256Key().publicJwk, kid: one.kid }] } },
        422,
      ],
      ['a member that is not known', { nyckel: 'x' }, 422],
    ];
    for (const [what, change, status] of refused) {
      it(`refuses ${what} with ${status} and a problem document`, async () => {
        const answer = await post({ ...okay, ...change });
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.headers.get('content-type') ?? '', /application\/problem\+json/);
        assert.equal(answer.json.status, status);
      });
    }

    it('refuses another media type and a body that is too large', async () => {
      const xml = await hub.call('POST', `${v1}/subordinates`, {
        json: okay,
        operator: true,
        headers: { 'content-type': 'application/xml' },
      });
      assert.equal(xml.status, 415);
      assert.equal((await post({ ...okay, organisationName: 'å'.repeat(70_000) })).status, 413);
    });

    it('refuses a second entity id for an organisation that has one', async () => {
      const second = { ...(bolagsverket.registration as object), entityId: 'https://bolagsverket.example' };
      assert.equal((await post(second)).status, 409);
    });
  });
});
