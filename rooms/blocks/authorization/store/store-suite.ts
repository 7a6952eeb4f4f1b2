import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Client, Neighbour } from '../domain/client.ts';
import type { RefreshToken } from '../domain/refresh-token.ts';
import type { AuthorizationStore } from './store.ts';

const client = (id: string, change: Partial<Client> = {}): Client => ({
  id,
  organisation: '2120000829',
  profile: 'ena',
  keys: { kind: 'set', jwks: { keys: [{ kty: 'EC', kid: 'å' }] } },
  grants: ['client_credentials'],
  scopes: ['läs'],
  resources: ['https://åre.example/api'],
  serves: [],
  detailTypes: ['ärende'],
  certificateBound: false,
  dpopBound: false,
  active: true,
  revision: 1,
  ...change,
});

const neighbour = (name: string, change: Partial<Neighbour> = {}): Neighbour => ({
  name,
  issuer: `https://${name}.example`,
  tokenEndpoint: `https://${name}.example/token`,
  keys: { kind: 'address', url: `https://${name}.example/jwks` },
  resources: [`https://${name}.example/api`],
  clientId: 'vi',
  clientHere: '',
  assertionAudience: 'issuer',
  scopeMap: { 'läs å': 'read' },
  revision: 1,
  ...change,
});

const refresh = (hash: string, family = 'f'): RefreshToken => ({
  hash,
  family,
  clientId: 'a',
  expires: 100,
  used: false,
  grant: {
    subject: '191212121212',
    aboutPerson: true,
    scopes: ['a'],
    audiences: ['https://a.example', 'https://å.example'],
    details: [{ type: 'ärende' }],
    user: { userIdentity: { givenName: 'Tolvan', trustMarkName: 'self-issued' } },
  },
});

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function authorizationStoreSuite(fresh: () => Promise<AuthorizationStore>): void {
  describe('clients and neighbours', () => {
    it('are given back as they were given, å ä ö and all', async () => {
      const store = await fresh();
      const one = client('https://åre.example');
      const other = client('b', { organisation: undefined, keys: { kind: 'federation' }, dpopBound: true });
      assert.equal(await store.saveClient(one, undefined), 'saved');
      assert.equal(await store.saveClient(other, undefined), 'saved');
      assert.deepEqual(await store.findClient(one.id), one);
      assert.deepEqual(await store.findClient('b'), other);
      assert.equal(await store.findClient('c'), undefined);
      assert.deepEqual(
        (await store.listClients(0, 1)).clients.map(({ id }) => id),
        ['b'],
      );
      assert.equal((await store.listClients(0, 1)).total, 2);
      const near = neighbour('a');
      assert.equal(await store.saveNeighbour(near, undefined), 'saved');
      assert.deepEqual(await store.findNeighbour('a'), near);
      assert.deepEqual(await store.listNeighbours(), [near]);
    });

    it('of many writers from the same revision one wins', async () => {
      const store = await fresh();
      await store.saveClient(client('a'), undefined);
      assert.equal(await store.saveClient(client('a'), undefined), 'raced');
      const writers = Array.from({ length: 8 }, () => store.saveClient(client('a', { revision: 2 }), 1));
      const outcomes = await Promise.all(writers);
      assert.equal(outcomes.filter((one) => one === 'saved').length, 1);
      await store.saveNeighbour(neighbour('a'), undefined);
      const thief = neighbour('b', { issuer: 'https://a.example' });
      assert.equal(await store.saveNeighbour(thief, undefined), 'raced');
    });

    it('are gone when removed', async () => {
      const store = await fresh();
      await store.saveClient(client('a'), undefined);
      assert.deepEqual([await store.removeClient('a'), await store.removeClient('a')], [true, false]);
      await store.saveNeighbour(neighbour('a'), undefined);
      assert.deepEqual([await store.removeNeighbour('a'), await store.removeNeighbour('a')], [true, false]);
      assert.equal(await store.findClient('a'), undefined);
    });
  });

  describe('what is remembered of tokens', () => {
    it('an id is taken once, whoever comes at the same time, until it is forgotten', async () => {
      const store = await fresh();
      const takers = Array.from({ length: 8 }, () => store.takeIds([{ key: 'a', expires: 10 }]));
      const taken = (await Promise.all(takers)).map((keys) => keys.size);
      assert.equal(
        taken.reduce((sum, one) => sum + one, 0),
        1,
      );
      const some = await store.takeIds([
        { key: 'a', expires: 10 },
        { key: 'å', expires: 20.5 },
      ]);
      assert.deepEqual([...some], ['å']);
      await store.forgetBefore(11);
      const again = await store.takeIds([
        { key: 'a', expires: 30 },
        { key: 'å', expires: 30 },
      ]);
      assert.deepEqual([...again], ['a']);
    });

    it('two who bring the same ids in opposite orders get each id once between them', async () => {
      const store = await fresh();
      for (const round of ['å', 'ä', 'ö']) {
        const ids = Array.from({ length: 40 }, (_, i) => ({ key: `${round}${i}`, expires: 10 }));
        const [one, other] = await Promise.all([store.takeIds(ids), store.takeIds(ids.toReversed())]);
        assert.deepEqual([...one, ...other].sort(), ids.map(({ key }) => key).sort());
      }
    });

    it('a refresh token is used once, and goes with its family', async () => {
      const store = await fresh();
      await store.saveRefreshToken(refresh('h'));
      assert.deepEqual(await store.findRefreshToken('h'), refresh('h'));
      const uses = await Promise.all([store.useRefreshToken('h'), store.useRefreshToken('h')]);
      assert.deepEqual(uses.sort(), [false, true]);
      assert.equal((await store.findRefreshToken('h'))?.used, true);
      await store.saveRefreshToken(refresh('i'));
      await store.saveRefreshToken(refresh('j', 'g'));
      await store.removeFamily('f');
      assert.equal(await store.findRefreshToken('i'), undefined);
      assert.notEqual(await store.findRefreshToken('j'), undefined);
      await store.forgetBefore(101);
      assert.equal(await store.findRefreshToken('j'), undefined);
    });

    it('a revoked token is revoked until its end', async () => {
      const store = await fresh();
      await store.revokeToken('a', 100);
      await store.revokeToken('a', 100);
      assert.deepEqual([await store.isRevoked('a'), await store.isRevoked('b')], [true, false]);
      assert.deepEqual([...(await store.revokedTokens(99))], ['a']);
      assert.deepEqual([...(await store.revokedTokens(100))], []);
    });
  });
}
