import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mountedRoutes } from '@ena/kernel/http/mount.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { adminApi } from '../admin/api.ts';
import { adminRoutes } from '../admin/routes.ts';
import type { AdminTools } from '../admin/tools.ts';
import {
  legalBasis,
  must,
  operations,
  purpose,
  startTwoOrganisations,
  type TwoOrganisations,
} from './two-organisations.ts';

describe('the admin API of a connector', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  it('refuses every wrong call of every operation', async (t) => {
    const routes = mountedRoutes([
      { room: 'connector', routes: adminRoutes({} as AdminTools), apis: [adminApi] },
    ]);
    const { url, operatorToken } = two.provider;
    const accessToken = async () => assert.fail('no operation of a connector takes access tokens');
    await exerciseRoutes(t, { url, operatorToken, routes, accessToken }, 'connector', {
      params: { id: uuidv7(Date.now()), name: 'okand' },
    });
  });

  const service = {
    id: 'tjanst',
    title: 'Tjänst på åäö',
    url: 'http://127.0.0.1:9/bas/',
    operations: [{ method: 'GET', path: '/a/{b}' }],
  };
  const grant = {
    consumer: '2120000829',
    service: 'foretag',
    operations,
    purposes: [purpose],
    legalBasis: [legalBasis],
    agreement: 'Avtal å',
  };

  it('registers, lists and removes a system; its key is told once and kept as a hash', async () => {
    const made = await must(
      two.consumer.admin('POST', '/systems', { name: 'med-nyckel', auth: 'key', defaultPurpose: purpose }),
    );
    assert.equal(made.headers.location, '/admin/v1/systems/med-nyckel');
    assert.ok(made.json.key.length >= 40);
    const { items } = (await two.consumer.admin('GET', '/systems')).json;
    assert.deepEqual(
      items.find((one: { name: string }) => one.name === 'med-nyckel'),
      { name: 'med-nyckel', auth: 'key', defaultPurpose: purpose },
    );
    const call = (key: string) =>
      two.consumer.call('/exchange/2021005489/foretag/eko', {
        headers: { 'ena-system': 'med-nyckel', 'ena-system-key': key, 'ena-legal-basis': legalBasis },
      });
    const answer = await call(made.json.key);
    assert.equal(answer.json.headers['ena-client'], '2120000829/med-nyckel');
    assert.equal((await call('fel')).status, 401);
    await must(two.consumer.admin('DELETE', '/systems/med-nyckel'));
    assert.equal((await call(made.json.key)).status, 401);
    assert.equal((await two.consumer.admin('DELETE', '/systems/med-nyckel')).status, 404);
  });

  it('registers and replaces a service, tells the hub, and lists it', async () => {
    const made = await must(two.provider.admin('POST', '/services', service));
    assert.deepEqual(made.json, {
      ...service,
      url: 'http://127.0.0.1:9/bas',
      timeoutMs: 20_000,
      published: true,
    });
    await must(two.provider.admin('POST', '/services', { ...service, title: 'Ny titel' }));
    const { items } = (await two.provider.admin('GET', '/services')).json;
    assert.deepEqual(
      items.filter((one: { id: string }) => one.id === 'tjanst').map((one: { title: string }) => one.title),
      ['Ny titel'],
    );
    await must(two.provider.admin('DELETE', '/services/tjanst'));
  });

  it('keeps no secret of a service: the file that holds it is named', async () => {
    const upstream = {
      kind: 'oauth',
      tokenUrl: 'https://127.0.0.1:9/token',
      clientId: 'ena',
      secretFile: '/run/secrets/x',
      scope: 'las',
    };
    const made = await must(two.provider.admin('POST', '/services', { ...service, upstream }));
    assert.deepEqual(made.json.upstream, upstream);
    assert.equal(
      (
        await two.provider.admin('POST', '/services', {
          ...service,
          upstream: { ...upstream, secret: 'hemligt' },
        })
      ).status,
      422,
    );
    await must(two.provider.admin('DELETE', '/services/tjanst'));
  });

  const refused: Record<string, readonly [string, number, string, string, object]> = {
    'a service with a path that is no template': [
      'POST',
      422,
      '/services',
      'bad-path-template',
      { ...service, operations: [{ method: 'GET', path: '/a/{b...}/c' }] },
    ],
    'a service without operations': [
      'POST',
      422,
      '/services',
      'invalid-body',
      { ...service, operations: [] },
    ],
    'a service with a password in its address': [
      'POST',
      422,
      '/services',
      'invalid-body',
      { ...service, url: 'http://u:p@127.0.0.1/' },
    ],
    'a service with an unknown member': ['POST', 422, '/services', 'invalid-body', { ...service, mer: 1 }],
    'a grant of a service that is not offered': [
      'POST',
      422,
      '/grants',
      'service-not-offered',
      { ...grant, service: 'okand' },
    ],
    'a grant to a number with a wrong check digit': [
      'POST',
      422,
      '/grants',
      'bad-organisation-number',
      { ...grant, consumer: '2120000828' },
    ],
    'a grant that ends before it begins': [
      'POST',
      422,
      '/grants',
      'bad-period',
      { ...grant, validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' },
    ],
    'a grant with a time that is none': [
      'POST',
      422,
      '/grants',
      'invalid-body',
      { ...grant, validFrom: 'i går' },
    ],
    'a grant without a purpose': ['POST', 422, '/grants', 'invalid-body', { ...grant, purposes: [] }],
    'a grant with a purpose that cannot be signed': [
      'POST',
      422,
      '/grants',
      'invalid-body',
      { ...grant, purposes: ['ändamål'] },
    ],
    'a system with a certificate but no pin': [
      'POST',
      422,
      '/systems',
      'pin-missing',
      { name: 'm', auth: 'mtls' },
    ],
    'a system with a name that cannot be signed': [
      'POST',
      422,
      '/systems',
      'invalid-body',
      { name: 'Ärende', auth: 'loopback' },
    ],
    'a rotation of a key that is not there': ['POST', 422, '/keys/rotate', 'invalid-body', { use: 'annat' }],
  };
  for (const [what, [method, status, path, slug, body]] of Object.entries(refused)) {
    it(`refuses ${what}`, async () => {
      const answer = await two.provider.admin(method, path, body);
      assert.equal(answer.status, status, answer.text);
      assert.equal(String(answer.json.type).split(':').at(-1), slug);
    });
  }

  it('pages its lists', async () => {
    for (let i = 0; i < 5; i += 1) await two.ask('/dokument/1');
    const first = (await two.consumer.admin('GET', '/exchanges?limit=2')).json;
    assert.equal(first.items.length, 2);
    assert.equal(first._meta.count, 2);
    assert.ok(first._meta.totalRecords >= 5);
    const next = (await two.consumer.admin('GET', '/exchanges?limit=2&page=2')).json;
    assert.equal(next.items[0].index, first.items[0].index - 2);
    assert.equal((await two.consumer.admin('GET', '/exchanges?limit=2&page=999')).json.items.length, 0);
  });

  it('tells who the connector is, its partners and its health', async () => {
    const { json } = await two.consumer.admin('GET', '/status');
    assert.equal(json.orgnr, '2120000829');
    assert.deepEqual(
      json.partners.map((one: { name: string }) => one.name),
      ['Bolagsverket'],
    );
    assert.equal(json.health.status, 'ready');
    assert.equal(json.exchangeEndpoint, `https://127.0.0.1:${two.consumer.peerPort}`);
  });

  it('opens every record again, and says what it checked', async () => {
    const { json } = await two.consumer.admin('POST', '/log/verify');
    assert.equal(json.ok, true);
    assert.equal(json.checked, json.size);
    assert.equal(json.unreadableRecords, 0);
    assert.match(json.root, /^[0-9a-f]{64}$/);
  });

  it('has no evidence for an exchange that was not', async () => {
    const answer = await two.consumer.admin('GET', `/exchanges/${uuidv7(Date.now())}/evidence`);
    assert.equal(answer.status, 404);
    assert.equal(answer.json.type, 'urn:ena:problem:connector:not-found');
  });
});
