import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RegisteredClient } from '../domain/client.ts';
import type { EidIssuer } from '../domain/eid-issuer.ts';
import type { Login } from '../domain/login.ts';
import type { MatchCase } from '../domain/match-case.ts';
import type { IdentityStore, ProtocolEntry } from './store.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const person = { personalNumber: '197109109286', givenName: 'Åsa', familyName: 'Öbergtest' };

function entry(more: Partial<ProtocolEntry> = {}): ProtocolEntry {
  return { payload: { å: 'ö' }, grantId: undefined, uid: undefined, expiresAt: noon + 1000, ...more };
}

function login(accountId: string, more: Partial<Login> = {}): Login {
  return {
    id: 'login_1',
    accountId,
    clientId: 'https://rp.example',
    level: 3,
    method: 'test',
    authority: 'https://hub.example/identity',
    authenticatedAt: noon,
    expiresAt: noon + 3_600_000,
    grantId: 'grant-1',
    userSignature: undefined,
    told: undefined,
    ...more,
  };
}

const issuer: EidIssuer = {
  id: 'https://eid.example',
  name: 'Utfärdaren',
  organisationNumber: '5560000001',
  eidName: 'Exempel-ID',
  level: 3,
  reviewedBy: 'Granskaren',
  reviewedOn: '2026-01-15',
  validUntil: undefined,
  state: 'approved',
  revision: 1,
  changedAt: noon,
};

const service: RegisteredClient = {
  config: {
    client_id: 'https://rp.example',
    client_name: 'Åmål',
    redirect_uris: ['https://rp.example/åter'],
    jwks_uri: 'https://rp.example/jwks',
  },
  revision: 1,
  changedAt: noon,
};

const waiting: MatchCase = {
  id: 'match_1',
  askedBy: 'klient',
  identity: {
    givenNames: ['Aasa'],
    familyNames: ['Oeberg'],
    birthDate: '1971-09-10',
    country: 'DE',
    claimedPersonalNumber: undefined,
    level: 'substantial',
  },
  outcome: 'manual',
  candidates: [
    { personalNumber: person.personalNumber, name: 'Åsa Öbergtest', score: 0.85, reasons: ['född'] },
  ],
  personalNumber: undefined,
  decidedBy: undefined,
  reason: undefined,
  madeAt: noon,
  decidedAt: undefined,
};

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function identityStoreSuite(fresh: () => Promise<IdentityStore>): void {
  describe('identity store: what the protocol remembers', () => {
    it('gives back what it was given until it expires, and the last of two', async () => {
      const { entries } = await fresh();
      await entries.save('Session', 'a', entry({ uid: 'u' }));
      await entries.save('Session', 'a', entry({ uid: 'u', payload: { ny: 'å' } }));
      assert.deepEqual(await entries.find('Session', 'a', noon), { ny: 'å' });
      assert.deepEqual(await entries.findByUid('Session', 'u', noon), { ny: 'å' });
      assert.equal(await entries.find('Session', 'a', noon + 1000), undefined);
      assert.equal(await entries.find('Grant', 'a', noon), undefined);
      await entries.save('Client', 'c', entry({ expiresAt: undefined }));
      assert.deepEqual(await entries.find('Client', 'c', noon * 2), { å: 'ö' });
    });

    it('lets one of many use a code', async () => {
      const { entries } = await fresh();
      await entries.save('AuthorizationCode', 'kod', entry());
      const uses = await Promise.all(
        Array.from({ length: 8 }, () => entries.consume('AuthorizationCode', 'kod', noon)),
      );
      assert.equal(uses.filter((used) => used).length, 1);
      assert.deepEqual(await entries.find('AuthorizationCode', 'kod', noon), {
        å: 'ö',
        consumed: noon / 1000,
      });
      assert.equal(await entries.consume('AuthorizationCode', 'ingen', noon), false);
    });

    it('keeps an id that may be used once', async () => {
      const store = await fresh();
      const { entries } = store;
      const uses = await Promise.all(
        Array.from({ length: 6 }, () => entries.firstUse('RequestObject', 'å', noon)),
      );
      assert.equal(uses.filter((first) => first).length, 1);
      await store.sweep(noon + 1);
      assert.equal(await entries.firstUse('RequestObject', 'å', noon), true);
    });

    it('forgets one, all of a grant, and what has expired', async () => {
      const store = await fresh();
      const { entries } = store;
      for (const id of ['a', 'b']) await entries.save('AccessToken', id, entry({ grantId: 'g' }));
      await entries.save('AccessToken', 'c', entry({ expiresAt: noon - 1 }));
      await entries.removeByGrant('g');
      assert.equal(await entries.find('AccessToken', 'a', noon), undefined);
      await store.sweep(noon);
      assert.equal(await entries.find('AccessToken', 'c', noon - 1000), undefined);
      await entries.save('AccessToken', 'd', entry());
      await entries.remove('AccessToken', 'd');
      assert.equal(await entries.find('AccessToken', 'd', noon), undefined);
    });
  });

  describe('identity store: accounts and log-ins', () => {
    it('has one account for a person, whose name may change and whose id does not', async () => {
      const { logins } = await fresh();
      const made = await logins.accountOf(person, 'konto-1');
      const again = await logins.accountOf({ ...person, familyName: 'Ängstest' }, 'konto-2');
      assert.deepEqual([made.id, again.id, again.familyName], ['konto-1', 'konto-1', 'Ängstest']);
      assert.equal((await logins.account('konto-1'))?.familyName, 'Ängstest');
      assert.equal(await logins.account('konto-2'), undefined);
    });

    it('finds a log-in by its id and by its grant until it ends', async () => {
      const store = await fresh();
      const { logins } = store;
      const { id } = await logins.accountOf(person, 'konto-1');
      const told = { affiliation: 'å@2120000829', credentialValidTo: 1_900_000_000 };
      await logins.saveLogin(login(id, { userSignature: 'abc', told }));
      const found = await logins.login('login_1', noon);
      assert.deepEqual(found?.login, login(id, { userSignature: 'abc', told }));
      assert.equal(found?.account.personalNumber, person.personalNumber);
      assert.equal((await logins.loginByGrant('grant-1', noon))?.login.id, 'login_1');
      assert.equal(await logins.login('login_1', noon + 3_600_000), undefined);
      await logins.endLogin('grant-1');
      assert.equal(await logins.login('login_1', noon), undefined);
      await logins.saveLogin(login(id, { expiresAt: noon - 1 }));
      await store.sweep(noon);
      assert.equal(await logins.login('login_1', noon - 1000), undefined);
    });
  });

  describe('identity store: the register of levels', () => {
    it('saves against the revision that was read, and lists by id', async () => {
      const { issuers } = await fresh();
      assert.equal(await issuers.save(issuer, undefined), 'saved');
      assert.equal(await issuers.save(issuer, undefined), 'raced');
      const changed: EidIssuer = { ...issuer, state: 'withdrawn', validUntil: '2027-01-01', revision: 2 };
      const both = await Promise.all([issuers.save(changed, 1), issuers.save(changed, 1)]);
      assert.deepEqual(both.sort(), ['raced', 'saved']);
      assert.deepEqual(await issuers.find(issuer.id), changed);
      await issuers.save({ ...issuer, id: 'https://a.example' }, undefined);
      const { items, total } = await issuers.list(0, 1);
      assert.deepEqual([items[0]?.id, total], ['https://a.example', 2]);
    });
  });

  describe('identity store: the register of services', () => {
    it('saves against the revision that was read, lists by id, removes', async () => {
      const { clients } = await fresh();
      assert.equal(await clients.save(service, undefined), 'saved');
      assert.equal(await clients.save(service, undefined), 'raced');
      const changed = { ...service, config: { ...service.config, client_name: 'Övik' }, revision: 2 };
      const both = await Promise.all([clients.save(changed, 1), clients.save(changed, 1)]);
      assert.deepEqual(both.sort(), ['raced', 'saved']);
      assert.deepEqual(await clients.find(service.config.client_id), changed);
      const other = { ...service, config: { ...service.config, client_id: 'https://a.example' } };
      await clients.save(other, undefined);
      const { items, total } = await clients.list(0, 1);
      assert.deepEqual([items[0]?.config.client_id, total], ['https://a.example', 2]);
      assert.equal(await clients.remove('https://a.example'), true);
      assert.equal(await clients.remove('https://a.example'), false);
      assert.equal(await clients.find('https://a.example'), undefined);
    });
  });

  describe('identity store: matches', () => {
    it('keeps a question with its candidates, lists those that wait, oldest first', async () => {
      const { matches } = await fresh();
      await matches.add(waiting);
      await matches.add({ ...waiting, id: 'match_0', madeAt: noon - 1 });
      await matches.add({ ...waiting, id: 'match_2', outcome: 'no-match', candidates: [] });
      const found = await matches.find('match_1');
      assert.deepEqual(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(waiting)));
      const { items, total } = await matches.waiting(0, 10);
      assert.deepEqual([items.map(({ id }) => id), total], [['match_0', 'match_1'], 2]);
    });

    it('is decided once', async () => {
      const { matches } = await fresh();
      await matches.add(waiting);
      const decision = {
        personalNumber: person.personalNumber,
        decidedBy: 'handläggare',
        reason: 'passet',
        at: noon,
      };
      const both = await Promise.all([
        matches.decide('match_1', decision),
        matches.decide('match_1', { ...decision, personalNumber: undefined }),
      ]);
      assert.deepEqual(both.sort(), ['decided', 'not-waiting']);
      assert.equal((await matches.waiting(0, 10)).total, 0);
      assert.equal((await matches.find('match_1'))?.decidedAt, noon);
      assert.equal(await matches.decide('match_9', decision), 'not-waiting');
    });
  });
}
