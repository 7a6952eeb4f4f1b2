import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { signDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { generateRsaKey, type RsaSigningKey } from '@ena/kernel/crypto/rsa-keys.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { minute, second, swedishTime } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openState } from '../state/open-state.ts';
import { judgeMandate, type MandateQuestion } from './judge-mandate.ts';
import { MandateMemory } from './mandate-memory.ts';
import { MandateTrust } from './mandate-trust.ts';

const start = Date.parse('2026-11-22T10:00:00Z');
const consumer = '2120000829';
const provider = '2021005489';
const grantor = '198301062397';
const mandateId = '95189b70-c0cc-432f-a1ef-bb75b876ab75';
const hubKey = generateEs256Key();

/** The hub's two documents as they are just now, and how often each was asked for. */
class Hub {
  now = start;
  readonly ended: string[] = [];
  readonly asked = { keys: 0, status: 0, standing: 0, renewed: 0 };
  isAway = false;
  signer = hubKey;
  /** What the anchor's statement names. */
  named = [hubKey];
  /** What it names by now, where that is something else. */
  namedNow: SigningKey[] | undefined;
  /** The relying party's mandates are at a producer elsewhere. */
  isElsewhere = false;
  /** More ended than a list can name. */
  isCrowded = false;
  /** An answer about standing that is given instead of a new one. */
  keptStanding: string | undefined;
  keys: RsaSigningKey[] = [];
  /** Documents about keys that are given instead of new ones, as someone on the way may. */
  kept: string | undefined;
  #seconds = () => Math.floor(this.now / 1000);

  fetchKeys = async (relyingParty: string): Promise<Result<string, string>> => {
    this.asked.keys++;
    if (this.isAway) return fail('away');
    if (this.kept !== undefined) return ok(this.kept);
    const jwks = {
      keys: this.keys.map((key) => ({ ...key.publicKey.export({ format: 'jwk' }), kid: key.kid })),
    };
    const exp = this.#seconds() + 345_600;
    const ended = this.isElsewhere ? 'asked' : 'listed';
    const claims = { sub: relyingParty, iat: this.#seconds(), exp, jwks, ended };
    return ok(await signJwt('ena-mandate-keys+jwt', claims, this.signer));
  };

  fetchStatus = async (): Promise<Result<string, string>> => {
    this.asked.status++;
    if (this.isAway) return fail('away');
    const claims = {
      iat: this.#seconds(),
      exp: this.#seconds() + 3600,
      since: this.#seconds() - 3600,
      ended: this.isCrowded ? 'asked' : [...this.ended],
    };
    return ok(await signJwt('ena-mandate-status+jwt', claims, this.signer));
  };

  fetchStanding = async (context: string, nonce: string): Promise<Result<string, string>> => {
    this.asked.standing++;
    if (this.isAway) return fail('away');
    if (this.keptStanding !== undefined) return ok(this.keptStanding);
    const { tredjeman } = JSON.parse(Buffer.from(context, 'base64url').toString('utf8'));
    const claims = { sub: tredjeman, iat: this.#seconds(), nonce, ended: [...this.ended] };
    return ok(await signJwt('ena-mandate-standing+jwt', claims, this.signer));
  };
}

describe('a mandate sent with a call', () => {
  let rsa: RsaSigningKey;
  let other: RsaSigningKey;
  before(async () => {
    [rsa, other] = await Promise.all([generateRsaKey(), generateRsaKey()]);
  });

  function open(t: { after(end: () => void): void }) {
    const folder = temporaryFolder();
    const hub = new Hub();
    hub.keys = [rsa];
    const db = openState(folder.path);
    t.after(() => {
      db.close();
      folder[Symbol.dispose]();
    });
    const trust = () =>
      new MandateTrust({
        clock: { now: () => hub.now },
        memory: new MandateMemory(db),
        hubKeys: () => hub.named.map(({ publicJwk }) => publicJwk),
        renewHubKeys: async () => {
          hub.asked.renewed++;
          hub.named = hub.namedNow ?? hub.named;
        },
        fetchKeys: hub.fetchKeys,
        fetchStatus: hub.fetchStatus,
        fetchStanding: hub.fetchStanding,
      });
    return { hub, trust };
  }

  async function header(change: object = {}, key: RsaSigningKey = rsa, after: object = {}): Promise<string> {
    const payload = {
      tredjeman: consumer,
      fullmaktsgivare: { id: grantor, typ: 'pnr', namn: 'Exempelsson', fornamn: 'Örjan' },
      fullmaktsgivarroll: 'PRIVAT',
      fullmaktshavare: [{ id: '198101052382', typ: 'pnr', namn: 'Åström' }],
      behorigheter: [{ kod: 'bygglov.ansök', fullmakt: mandateId }],
      tidpunkt: swedishTime(start),
      ...change,
    };
    const _sig = await signDetached(payload, key);
    return Buffer.from(JSON.stringify({ ...payload, _sig, ...after })).toString('base64url');
  }

  const question = (mandate: string | undefined, change: Partial<MandateQuestion> = {}): MandateQuestion => ({
    envelope: { mandate, subject: grantor, consumerOrgnr: consumer, providerOrgnr: provider },
    rule: undefined,
    at: start + second,
    ...change,
  });

  async function slug(trust: MandateTrust, asked: MandateQuestion): Promise<string> {
    const judged = await judgeMandate(trust, asked);
    return judged.ok ? 'ok' : judged.error.slug;
  }

  it('is believed when the relying party signed it and it has not ended', async (t) => {
    const { trust } = open(t);
    assert.equal(await slug(trust(), question(await header())), 'ok');
  });

  it('is not needed where the service does not say so', async (t) => {
    const { hub, trust } = open(t);
    const required = { required: true, permissions: [] };
    assert.equal(await slug(trust(), question(undefined)), 'ok');
    assert.equal(await slug(trust(), question(undefined, { rule: required })), 'mandate-missing');
    assert.deepEqual(hub.asked, { keys: 0, status: 0, standing: 0, renewed: 0 });
  });

  it('is refused for each thing that is wrong, before anyone is asked where that is enough', async (t) => {
    const { hub, trust } = open(t);
    const permissions = { required: true, permissions: ['bygglov.överklaga'] };
    const strangers = { ...question('x').envelope, consumerOrgnr: '2120002411', mandate: await header() };
    const cases: readonly [string, MandateQuestion][] = [
      ['mandate-malformed', question('åäö')],
      ['mandate-malformed', question(Buffer.from('{"tredjeman":').toString('base64url'))],
      ['mandate-malformed', question(await header({ behorigheter: [] }))],
      ['mandate-malformed', question(await header({ tidpunkt: '2026-13-45T99:00:00Z' }))],
      ['mandate-malformed', question(await header({ tidpunkt: '2026-11-22T11:00:00' }))],
      ['mandate-malformed', question(await header({ tidpunkt: '2026-11-22T11:00+01:00' }))],
      ['mandate-expired', question(await header(), { at: start + 6 * minute })],
      ['mandate-expired', question(await header(), { at: start - 2 * minute })],
      ['mandate-mismatch', question(undefined, { envelope: strangers })],
      ['mandate-mismatch', question(await header({ fullmaktsgivare: { id: '198211242386', typ: 'pnr' } }))],
      [
        'mandate-mismatch',
        question(undefined, { envelope: { ...strangers, consumerOrgnr: consumer, subject: undefined } }),
      ],
      ['mandate-insufficient', question(await header(), { rule: permissions })],
    ];
    for (const [expected, asked] of cases) assert.equal(await slug(trust(), asked), expected);
    assert.deepEqual(hub.asked, { keys: 0, status: 0, standing: 0, renewed: 0 });
  });

  it('is refused when someone else signed it, or a member was changed or added', async (t) => {
    const { trust } = open(t);
    const changed = await header({}, rsa, { fullmaktsgivarroll: 'ORGANISATION' });
    const added = await header({}, rsa, { anmärkning: 'å' });
    for (const mandate of [await header({}, other), changed, added])
      assert.equal(await slug(trust(), question(mandate)), 'mandate-unproven');
  });

  it('is refused when a member stands twice, though one of the two is what was signed', async (t) => {
    const { trust } = open(t);
    const text = Buffer.from(await header(), 'base64url').toString('utf8');
    const stranger = '"fullmaktsgivare":{"id":"198211242386","typ":"pnr"}';
    for (const twice of [
      text.replace('{', `{${stranger},`),
      text.replace('{', `{${stranger.replace('full', 'f\\u0075ll')},`),
      text.replace('"kod":', '"kod":"bygglov.överklaga","kod":'),
    ]) {
      const mandate = Buffer.from(twice).toString('base64url');
      assert.equal(await slug(trust(), question(mandate)), 'mandate-malformed');
    }
  });

  it('is unproven under another algorithm, without one, and where the header demands what is not known', async (t) => {
    const { trust } = open(t);
    const context = JSON.parse(Buffer.from(await header(), 'base64url').toString('utf8'));
    const headers = [
      { alg: 'none', kid: rsa.kid },
      { alg: 'HS256', kid: rsa.kid },
      { alg: 'PS256', kid: rsa.kid },
      { alg: 'RS256', kid: '__proto__' },
      { alg: 'RS256', kid: rsa.kid, crit: ['b64'], b64: false },
      null,
      [],
    ];
    for (const one of headers) {
      const _sig = { ...context._sig, protected: Buffer.from(JSON.stringify(one)).toString('base64url') };
      const mandate = Buffer.from(JSON.stringify({ ...context, _sig })).toString('base64url');
      assert.equal(await slug(trust(), question(mandate)), 'mandate-unproven');
    }
  });

  it('with a member named __proto__ is judged by what it says, which nobody signed', async (t) => {
    const { trust } = open(t);
    const text = Buffer.from(await header(), 'base64url').toString('utf8');
    const mandate = Buffer.from(text.replace('{', '{"__proto__":{"å":1},')).toString('base64url');
    assert.equal(await slug(trust(), question(mandate)), 'mandate-unproven');
  });

  it('is judged at once for many calls by one fetch of keys and list', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    const mandate = await header();
    const slugs = await Promise.all(Array.from({ length: 8 }, () => slug(held, question(mandate))));
    assert.deepEqual(new Set(slugs), new Set(['ok']));
    assert.deepEqual(hub.asked, { keys: 1, status: 1, standing: 0, renewed: 0 });
  });

  it('is refused ten minutes after its key was withdrawn, also if the old document is played back', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    assert.equal(await slug(held, question(await header())), 'ok');
    const old = await hub.fetchKeys(consumer);
    hub.keys = [other];
    hub.now = start + 10 * minute;
    const fresh = () => header({ tidpunkt: swedishTime(hub.now) });
    assert.equal(await slug(held, question(await fresh(), { at: hub.now })), 'mandate-unproven');
    hub.kept = old.ok ? old.value : '';
    hub.now += 11 * minute;
    assert.equal(await slug(held, question(await fresh(), { at: hub.now })), 'mandate-unproven');
    assert.equal(await slug(trust(), question(await fresh(), { at: hub.now })), 'mandate-unproven');
  });

  it('is refused within seconds of its end', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    assert.equal(await slug(held, question(await header())), 'ok');
    hub.ended.push(mandateId);
    hub.now += 3 * second;
    await held.refresh();
    assert.equal(await slug(held, question(await header())), 'mandate-ended');
  });

  it('is judged without the hub for five minutes, and then no more', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    assert.equal(await slug(held, question(await header())), 'ok');
    hub.isAway = true;
    hub.now = start + 4 * minute;
    assert.equal(await slug(held, question(await header(), { at: hub.now })), 'ok');
    assert.equal(held.problem, 'the hub does not answer');
    hub.now = start + 6 * minute;
    const fresh = await header({ tidpunkt: swedishTime(hub.now) });
    assert.equal(await slug(held, question(fresh, { at: hub.now })), 'mandates-unavailable');
  });

  it('keeps the relying party’s keys over a restart, and looks for a new one at most every ten seconds', async (t) => {
    const { hub, trust } = open(t);
    assert.equal(await slug(trust(), question(await header())), 'ok');
    assert.equal(hub.asked.keys, 1);
    const restarted = trust();
    assert.equal(await slug(restarted, question(await header())), 'ok');
    assert.equal(hub.asked.keys, 1);
    hub.keys = [other, rsa];
    const rotated = question(await header({}, other));
    assert.equal(await slug(restarted, rotated), 'ok');
    const unknown = question(await header({}, await generateRsaKey()));
    for (let i = 0; i < 3; i++) assert.equal(await slug(restarted, unknown), 'mandate-unproven');
    assert.equal(hub.asked.keys, 2);
  });

  it('is judged without a gap while the hub changes the key that it signs its documents with', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    const next = generateEs256Key();
    const judged = async () =>
      slug(held, question(await header({ tidpunkt: swedishTime(hub.now) }), { at: hub.now }));
    const stages = [
      { named: [hubKey], signer: hubKey },
      { named: [hubKey, next], signer: hubKey },
      { named: [next, hubKey], signer: next },
      { named: [next], signer: next },
    ];
    for (const stage of stages) {
      Object.assign(hub, stage);
      hub.now += 11 * minute;
      assert.equal(await judged(), 'ok');
      await held.refresh();
      assert.equal(held.problem, undefined);
    }
    assert.equal(hub.asked.keys, stages.length, 'the keys were fetched anew under each');
    hub.signer = hubKey;
    hub.now += 3 * second;
    await held.refresh();
    assert.match(held.problem ?? '', /unknown-kid/, 'what the statement names no more signs no more');
  });

  it('is judged on without a wait where the hub had to withdraw its key at once', async (t) => {
    const { hub, trust } = open(t);
    const held = trust();
    const fresh = async () => question(await header({ tidpunkt: swedishTime(hub.now) }), { at: hub.now });
    assert.equal(await slug(held, await fresh()), 'ok');
    const replaced = generateEs256Key();
    hub.signer = replaced;
    hub.namedNow = [replaced];
    hub.now += 11 * minute;
    assert.equal(await slug(held, await fresh()), 'ok');
    assert.equal(held.problem, undefined);
    assert.equal(hub.asked.renewed, 1);
    hub.signer = hubKey;
    hub.now += 3 * second;
    await held.refresh();
    assert.match(held.problem ?? '', /unknown-kid/, 'what leaked signs no more');
  });

  it('is asked about by itself on a day when more end than a list can name', async (t) => {
    const { hub, trust } = open(t);
    hub.isCrowded = true;
    const held = trust();
    const mandate = await header();
    const ask = () => slug(held, question(mandate, { at: hub.now }));
    assert.equal(await ask(), 'ok');
    assert.equal(hub.asked.standing, 1);
    hub.ended.push(mandateId);
    hub.now += 3 * second;
    assert.equal(await ask(), 'mandate-ended');
    hub.now += 3 * second;
    hub.isAway = true;
    assert.equal(await ask(), 'mandates-unavailable');
  });

  it('from a producer elsewhere is asked for when it comes, and refused within seconds of its end', async (t) => {
    const { hub, trust } = open(t);
    hub.isElsewhere = true;
    const held = trust();
    const mandate = await header();
    const ask = (at = hub.now) => slug(held, question(mandate, { at }));
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ['ok', 'ok', 'ok']);
    assert.deepEqual(hub.asked, { keys: 1, status: 0, standing: 1, renewed: 0 });
    hub.ended.push(mandateId);
    assert.equal(await ask(), 'ok');
    hub.now += 3 * second;
    assert.equal(await ask(), 'mandate-ended');
  });

  it('from a producer elsewhere is refused where nobody can tell now, or the answer is another’s or an old one', async (t) => {
    const { hub, trust } = open(t);
    hub.isElsewhere = true;
    const held = trust();
    assert.equal(await slug(held, question(await header())), 'ok');
    hub.isAway = true;
    hub.now += 3 * second;
    const later = { at: hub.now };
    assert.equal(await slug(held, question(await header(), later)), 'mandates-unavailable');
    hub.isAway = false;
    assert.equal(await slug(held, question(await header(), later)), 'ok', 'asked again at once');
    const old = await hub.fetchStanding(await header(), 'x'.repeat(22));
    hub.now += 3 * second;
    hub.keptStanding = old.ok ? old.value : '';
    assert.equal(await slug(held, question(await header(), later)), 'mandates-unavailable');
    hub.keptStanding = 'skräp';
    assert.equal(await slug(held, question(await header(), later)), 'mandates-unavailable');
    hub.keptStanding = undefined;
    hub.signer = generateEs256Key();
    assert.equal(await slug(held, question(await header(), later)), 'mandates-unavailable');
  });

  it('takes no document that another than the hub signed', async (t) => {
    const { hub, trust } = open(t);
    hub.signer = generateEs256Key();
    const held = trust();
    assert.equal(await slug(held, question(await header())), 'mandate-unproven');
    await held.refresh();
    assert.match(held.problem ?? '', /does not verify/);
  });
});
