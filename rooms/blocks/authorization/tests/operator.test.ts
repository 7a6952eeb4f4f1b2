import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { hour } from '@ena/kernel/time.ts';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { authorizationId } from '../index.ts';
import { authorization } from '../room.ts';
import { type RunningServer, runServer } from './running-server.ts';

let server: RunningServer;
before(async () => {
  server = await runServer();
});

const clients = '/authorization/v1/clients';
const body = (change: object = {}) => ({
  profile: 'ena',
  grants: ['client_credentials'],
  scopes: ['las'],
  jwks: { keys: [generateEs256Key().publicJwk] },
  ...change,
});

describe('the register of clients', () => {
  it('creates, reads, replaces by revision, lists and removes', async () => {
    const path = `${clients}/${encodeURIComponent('https://åre.example/system'.replace('å', 'a'))}`;
    const created = await server.operator('PUT', path, body(), { 'if-none-match': '*' });
    assert.deepEqual([created.status, created.headers.get('etag'), created.json.revision], [201, '"1"', 1]);
    assert.equal((await server.operator('PUT', path, body(), { 'if-none-match': '*' })).status, 412);
    const replaced = await server.operator('PUT', path, body({ scopes: [] }), { 'if-match': '"1"' });
    assert.deepEqual([replaced.status, replaced.json.revision], [200, 2]);
    assert.equal((await server.operator('PUT', path, body(), { 'if-match': '"1"' })).status, 412);
    assert.deepEqual((await server.operator('GET', path)).json, replaced.json);
    const list = await server.operator('GET', `${clients}?limit=1`);
    assert.deepEqual(
      [list.json._meta.totalRecords, list.json.items[0].id],
      [1, 'https://are.example/system'],
    );
    assert.equal((await server.operator('DELETE', path)).status, 204);
    assert.equal((await server.operator('DELETE', path)).status, 404);
    assert.equal(
      (await server.operator('GET', path)).json.type,
      'urn:ena:problem:authorization:unknown-client',
    );
  });

  it('keeps how the tokens of a client are bound', async () => {
    const bound = { dpopBound: true, certificateBound: true };
    const { json } = await server.operator('PUT', `${clients}/bunden`, body(bound));
    assert.deepEqual([json.dpopBound, json.certificateBound], [true, true]);
    assert.deepEqual((await server.operator('GET', `${clients}/bunden`)).json, json);
    const free = await server.operator('PUT', `${clients}/bunden`, body());
    assert.equal(free.json.dpopBound, false);
    assert.equal((await server.operator('DELETE', `${clients}/bunden`)).status, 204);
  });

  it('refuses what could not work', async () => {
    const key = generateEs256Key().publicJwk;
    const wrong: Record<string, [object, string]> = {
      'another profile': [{ profile: 'hemmagjord' }, 'unknown-profile'],
      'keys twice over': [{ jwksUri: 'https://a.example/jwks' }, 'bad-keys'],
      'a private key': [{ jwks: { keys: [{ ...key, d: 'aGVtbGlnaGV0' }] } }, 'bad-keys'],
      'one kid twice': [{ jwks: { keys: [key, key] } }, 'bad-keys'],
      'an address that is none': [{ jwks: undefined, jwksUri: 'inte en adress' }, 'bad-address'],
      'a resource with a fragment': [{ resources: ['https://a.example/#a'] }, 'bad-address'],
      'a resource with a backslash': [{ resources: ['https://a.example/v1\\b'] }, 'bad-address'],
      'a resource with a dot segment': [{ serves: ['https://a.example/v1/../v2'] }, 'bad-address'],
    };
    for (const [name, [change, slug]] of Object.entries(wrong)) {
      const { status, json } = await server.operator('PUT', `${clients}/a`, body(change));
      assert.deepEqual([status, json.type], [422, `urn:ena:problem:authorization:${slug}`], name);
    }
  });
});

describe('the register of neighbours', () => {
  it('creates, lists and removes, one name for each issuer', async () => {
    const neighbour = {
      issuer: 'https://b.example',
      tokenEndpoint: 'https://b.example/token',
      resources: [],
      clientId: 'a',
      assertionAudience: 'issuer',
      scopeMap: { läs: 'read' },
    };
    const path = '/authorization/v1/neighbours';
    assert.equal((await server.operator('PUT', `${path}/b`, neighbour)).status, 201);
    assert.equal((await server.operator('PUT', `${path}/c`, neighbour)).status, 412);
    const list = await server.operator('GET', path);
    assert.deepEqual(list.json.items[0].scopeMap, { läs: 'read' });
    assert.equal((await server.operator('DELETE', `${path}/b`)).status, 204);
    const gone = await server.operator('DELETE', `${path}/b`);
    assert.equal(gone.json.type, 'urn:ena:problem:authorization:unknown-neighbour');
    const wrong = await server.operator('PUT', `${path}/d`, { ...neighbour, tokenEndpoint: 'inget' });
    assert.equal(wrong.json.type, 'urn:ena:problem:authorization:bad-address');
  });
});

describe('the server about itself', () => {
  it('publishes metadata where RFC 8414 says, and the same signed', async () => {
    const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server/authorization`);
    // biome-ignore lint/suspicious/noExplicitAny: the wire
    const metadata = (await answer.json()) as any;
    const { signed_metadata: signed, ...plain } = metadata;
    assert.equal(plain.issuer, server.issuer);
    assert.deepEqual(plain.token_endpoint_auth_methods_supported, ['private_key_jwt']);
    assert.equal(plain.token_endpoint_auth_signing_alg_values_supported.includes('none'), false);
    // biome-ignore lint/suspicious/noExplicitAny: the wire
    const jwks = (await (await fetch(plain.jwks_uri)).json()) as any;
    const verified = await verifyJwt(signed, { typ: 'JWT', keys: jwks.keys, now: server.clock.now() });
    assert.ok(verified.ok);
    const { iat: _, iss, ...claims } = verified.value.payload;
    assert.deepEqual([iss, claims], [server.issuer, plain]);
  });

  it('names the scopes of its APIs, and leaves out what it has none of', async () => {
    const read = async ({ url }: RunningServer) => {
      const answer = await fetch(`${url}/.well-known/oauth-authorization-server/authorization`);
      return (await answer.json()) as Record<string, unknown>;
    };
    const metadata = await read(server);
    const scopes = metadata.scopes_supported as string[];
    for (const { id } of authorization.permissions) assert.ok(scopes.includes(id), id);
    assert.ok(scopes.includes('las'), 'of another room');
    assert.equal('authorization_details_types_supported' in metadata, false);
    const empty = Object.keys(metadata).filter((name) => (metadata[name] as unknown[])?.length === 0);
    assert.deepEqual(empty, ['response_types_supported']);
    const config = {
      publishedScopes: ['skriv', 'las'],
      federationScopes: ['las'],
      publishedDetailTypes: ['https://api.example/detalj'],
    };
    const told = await read(await runServer({ config }));
    assert.deepEqual(told.scopes_supported, ['las', 'skriv']);
    assert.deepEqual(told.authorization_details_types_supported, config.publishedDetailTypes);
  });

  it('rotates its keys without a token being refused', async () => {
    const rotate = (step: string) => server.operator('POST', '/authorization/v1/keys/rotate', { step });
    const key = await server.register('r', { profile: 'sdg', resources: [server.url] });
    const token = async () =>
      (
        await server.token({
          grant_type: 'client_credentials',
          scope: 'las',
          resource: server.url,
          ...server.proof('r', key, { claims: { aud: `${server.issuer}/token` } }),
        })
      ).json.access_token as string;
    const opens = async (one: string) =>
      (await fetch(`${server.url}/reading`, { headers: { authorization: `Bearer ${one}` } })).status;
    const first = await token();
    const none = await rotate('promote');
    assert.equal(none.json.type, 'urn:ena:problem:authorization:nothing-announced');
    assert.equal((await rotate('announce')).json.kids.length, 2);
    const promoted = await rotate('promote');
    const second = await token();
    assert.equal(
      JSON.parse(Buffer.from(second.split('.')[0] ?? '', 'base64url').toString()).kid,
      promoted.json.active,
    );
    assert.deepEqual([await opens(first), await opens(second)], [200, 200]);
    assert.equal((await rotate('prune')).json.kids.length, 2, 'the old key is still in use');
    server.clock.advance(2 * hour);
    assert.equal((await rotate('prune')).json.kids.length, 1);
  });
});

describe('the plain form for Mina ombud’s clients, in the sandbox', () => {
  const path = '/auth/realms/dfm/protocol/openid-connect/token';
  const id = 'mina-ombud-sample';
  const secret = '3392d044-d0f2-491d-a40d-edda4f1361c0';
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it('takes id and secret both ways, and answers the scope exactly as asked', async () => {
    const form = { grant_type: 'client_credentials', scope: 'user:self' };
    const inBody = await server.post(path, { ...form, client_id: id, client_secret: secret });
    assert.deepEqual(
      [inBody.status, inBody.json.token_type, inBody.json.scope],
      [200, 'Bearer', 'user:self'],
    );
    assert.ok(inBody.json.expires_in > 0);
    const charset = {
      ...basic(`${id}:${secret}`),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    };
    const inHeader = await server.post(path, { ...form, scope: 'user:any user:other' }, charset);
    assert.deepEqual([inHeader.status, inHeader.json.scope], [200, 'user:any user:other']);
  });

  it('refuses a wrong secret, an unknown client, two proofs, another grant and another scope', async () => {
    const good = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
    const wrong: Record<string, [Record<string, string>, Record<string, string>, number, string]> = {
      'a wrong secret': [{ ...good, client_secret: 'hemlig' }, {}, 401, 'invalid_client'],
      'an unknown client': [{ ...good, client_id: 'okänd' }, {}, 401, 'invalid_client'],
      'no secret': [{ grant_type: 'client_credentials' }, {}, 401, 'invalid_client'],
      'broken basic': [{ grant_type: 'client_credentials' }, basic('%:%'), 401, 'invalid_client'],
      'two proofs': [good, basic(`${id}:${secret}`), 400, 'invalid_request'],
      'another grant': [{ ...good, grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
      'another scope': [{ ...good, scope: 'user:admin' }, {}, 400, 'invalid_scope'],
    };
    for (const [name, [form, headers, status, error]] of Object.entries(wrong)) {
      const answer = await server.post(path, form, headers);
      assert.deepEqual([answer.status, answer.json.error], [status, error], name);
    }
  });
});

it('every operation refuses every wrong call', async (t) => {
  await exerciseRoutes(t, server, authorizationId, { params: { id: 'a', name: 'a' } });
});
