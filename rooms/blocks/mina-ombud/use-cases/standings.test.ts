import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { signDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { generateRsaKey, type RsaSigningKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import { minute, second, swedishTime } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { ended, mandate } from '../store/tests/samples.ts';
import { parseContext } from '../wire/own/standing.ts';
import { openStandings, type StandingTools } from './standings.ts';

const ostersund = '2120002528';
const karlskrona = '2120000829';
const ids = ['8ba13558-f639-40ca-a009-52c0cad0414f', '95189b70-c0cc-432f-a1ef-bb75b876ab75'] as const;
const signer = generateEs256Key();

describe('the standing of mandates at a producer elsewhere', () => {
  let key: RsaSigningKey;
  let other: RsaSigningKey;
  before(async () => {
    [key, other] = await Promise.all([generateRsaKey(), generateRsaKey()]);
  });

  function open(standing: Record<string, Awaited<ReturnType<StandingTools['ask']>>> = {}) {
    const clock = fixedClock();
    const asked: string[] = [];
    const relyingParty = { id: karlskrona, name: 'Karlskrona kommun' };
    const here = new Map([
      [ids[0], { mandate: mandate(1, { id: ids[0], relyingParty }), delegated: false }],
      [ids[1], { mandate: ended(mandate(2, { id: ids[1], relyingParty })), delegated: false }],
    ]);
    const standings = openStandings({
      clock,
      issuer: 'https://ena.example',
      keys: { signing: signer },
      keysOf: async () => [rsaPublicJwk(key, { commonName: 'Östersund', from: 0, days: 1 })],
      store: { find: async (id) => here.get(id as (typeof ids)[number]) },
      ask: async (relyingParty, id) => {
        if (relyingParty === karlskrona) return 'here';
        asked.push(`${relyingParty} ${id}`);
        return standing[id] ?? 'in-force';
      },
    });
    const of = async (change: object = {}, by = key, after: object = {}) => {
      const payload = {
        tredjeman: ostersund,
        fullmaktsgivare: { id: '198301062397', typ: 'pnr', namn: 'Exempelsson', fornamn: 'Örjan' },
        fullmaktsgivarroll: 'PRIVAT',
        fullmaktshavare: [{ id: '198101052382', typ: 'pnr', namn: 'Åström' }],
        behorigheter: ids.map((fullmakt, i) => ({ kod: `å${i}`, fullmakt })),
        tidpunkt: swedishTime(clock.now()),
        ...change,
      };
      const text = JSON.stringify({ ...payload, _sig: await signDetached(payload, by), ...after });
      const context = parseContext(Buffer.from(text).toString('base64url'));
      if (context === undefined) return { kind: 'malformed' } as const;
      const outcome = await standings.of(context, 'nonce-of-the-asker');
      if (outcome.kind !== 'told') return outcome;
      const expected = { typ: 'ena-mandate-standing+jwt', keys: [signer.publicJwk], now: clock.now() };
      const verified = await verifyJwt(outcome.jwt, expected);
      assert.ok(verified.ok);
      return verified.value.payload;
    };
    return { clock, asked, of };
  }

  it('is asked about each, and told signed with the asker’s nonce', async () => {
    const { asked, of } = open({ [ids[1]]: 'ended' });
    const { sub, nonce, ended } = (await of()) as Record<string, unknown>;
    assert.deepEqual([sub, nonce, ended], [ostersund, 'nonce-of-the-asker', [ids[1]]]);
    assert.deepEqual(
      asked,
      ids.map((id) => `${ostersund} ${id}`),
    );
  });

  it('is asked once for many in three seconds, and again after', async () => {
    const { clock, asked, of } = open();
    await Promise.all([of(), of(), of()]);
    assert.equal(asked.length, 2);
    clock.advance(3 * second);
    await of();
    assert.equal(asked.length, 4);
  });

  it('is read where they are in this database; one that is not at the relying party is none', async () => {
    const { asked, of } = open();
    const told = (await of({ tredjeman: karlskrona })) as Record<string, unknown>;
    assert.deepEqual([told.sub, told.ended], [karlskrona, [ids[1]]]);
    const unknown = '95189b70-c0cc-432f-a1ef-000000000000';
    const one = (await of({
      tredjeman: karlskrona,
      behorigheter: [{ kod: 'å', fullmakt: unknown }],
    })) as typeof told;
    assert.deepEqual(one.ended, [unknown]);
    assert.deepEqual(asked, []);
  });

  it('is not told where one of them is not known, and what is not known is asked again', async () => {
    const { asked, of } = open({ [ids[0]]: 'unknown' });
    assert.deepEqual(await of(), { kind: 'producer-away' });
    assert.deepEqual(await of(), { kind: 'producer-away' });
    assert.deepEqual(asked.filter((one) => one.endsWith(ids[0])).length, 2);
  });

  it('is asked for nobody who shows no fresh context that the relying party signed', async () => {
    const { clock, asked, of } = open();
    const unproven = { kind: 'context-unproven' };
    assert.deepEqual(await of({}, other), unproven);
    assert.deepEqual(await of({}, key, { fullmaktsgivarroll: 'ORGANISATION' }), unproven);
    assert.deepEqual(await of({ tidpunkt: swedishTime(clock.now() - 16 * minute) }), unproven);
    assert.deepEqual(await of({ tidpunkt: swedishTime(clock.now() + 2 * minute) }), unproven);
    const many = Array.from({ length: 51 }, (_, i) => ({
      kod: 'å',
      fullmakt: `8ba13558-f639-40ca-a009-52c0cad0${4000 + i}`,
    }));
    assert.deepEqual(await of({ behorigheter: many }), unproven);
    assert.deepEqual(await of({ behorigheter: [] }), { kind: 'malformed' });
    assert.deepEqual(asked, []);
  });
});
