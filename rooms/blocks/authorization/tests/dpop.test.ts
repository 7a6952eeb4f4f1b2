import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { dpopProof, type ForeignKey, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

let server: RunningServer;
let key: SigningKey;
let holder: ForeignKey;

before(async () => {
  server = await runServer({ config: { certificateHeader: 'X-Client-Cert-Sha256' } });
  key = await server.register('a');
  await server.register('tls', { certificateBound: true }, key);
  await server.register('dpop', { dpopBound: true }, key);
  holder = await makeForeignKey('ES256', 'h');
});

const claims = (change: object = {}) => ({
  htm: 'POST',
  htu: `${server.issuer}/token`,
  iat: Math.floor(server.clock.now() / 1000),
  jti: freshId(),
  ...change,
});

async function outcome(dpop: string): Promise<string> {
  const { status, json } = await ask('a', { dpop });
  return status === 200 ? json.token_type : json.error;
}

const ask = (id: string, headers: Record<string, string>) =>
  server.token({ grant_type: 'client_credentials', scope: 'las', ...server.proof(id, key) }, headers);

describe('a DPoP proof', () => {
  it('binds the token to its key, once', async () => {
    const proof = await dpopProof(holder, claims());
    assert.equal(await outcome(proof), 'DPoP');
    assert.equal(await outcome(proof), 'invalid_dpop_proof');
  });

  it('is refused for every claim that is wrong', async () => {
    const iat = Math.floor(server.clock.now() / 1000);
    const wrong: Record<string, object> = {
      'another method': { htm: 'GET' },
      'another address': { htu: `${server.issuer}/introspect` },
      'another host': { htu: 'https://annan.example/authorization/token' },
      'no address': { htu: undefined },
      'too old': { iat: iat - 61 },
      'from the future': { iat: iat + 61 },
      'no time': { iat: undefined },
      'no id': { jti: undefined },
    };
    for (const [name, change] of Object.entries(wrong)) {
      assert.equal(await outcome(await dpopProof(holder, claims(change))), 'invalid_dpop_proof', name);
    }
    assert.equal(
      await outcome(await dpopProof(holder, claims({ htu: `${server.issuer}/token?a=1#b` }))),
      'DPoP',
    );
  });

  it('is refused for every header that is wrong', async () => {
    const other = await makeForeignKey('ES256', 'o');
    const wrong: Record<string, object> = {
      'another typ': { typ: 'JWT' },
      'no typ': { typ: undefined },
      'no key': { jwk: undefined },
      'another key': { jwk: { ...other.publicJwk, kid: undefined } },
      'a private key': { jwk: { ...holder.publicJwk, d: 'aGVtbGlnaGV0ZW4' } },
      'a key for encryption': { jwk: { ...holder.publicJwk, use: 'enc' } },
      'alg none': { alg: 'none' },
      'another alg': { alg: 'RS256' },
    };
    for (const [name, header] of Object.entries(wrong)) {
      assert.equal(await outcome(await dpopProof(holder, claims(), header)), 'invalid_dpop_proof', name);
    }
    assert.equal(await outcome('å.ä.ö'.replaceAll(/[åäö]/g, 'a')), 'invalid_dpop_proof');
    const proof = await dpopProof(holder, claims());
    assert.equal(await outcome(`${proof}, ${proof}`), 'invalid_dpop_proof');
  });
});

describe('a client that is registered for tokens bound by DPoP (RFC 9449 §5.2)', () => {
  it('gets none without a proof, whatever its profile allows and whatever else it shows', async () => {
    const { status, json } = await ask('dpop', {});
    assert.deepEqual([status, json.error], [400, 'invalid_request']);
    const certificate = { 'x-client-cert-sha256': 'ab'.repeat(32) };
    assert.equal((await ask('dpop', certificate)).json.error, 'invalid_request');
    const bound = await ask('dpop', { dpop: await dpopProof(holder, claims()) });
    assert.equal(bound.json.token_type, 'DPoP');
  });
});

describe('a bound token', () => {
  it('does not open an API as a bearer token', async () => {
    const { json } = await ask('a', { dpop: await dpopProof(holder, claims()) });
    const bearer = { authorization: `Bearer ${json.access_token}` };
    assert.equal((await fetch(`${server.url}/reading`, { headers: bearer })).status, 401);
  });

  it('is bound to the TLS certificate that a trusted terminator names', async () => {
    const hex = 'ab'.repeat(32);
    const { json } = await ask('tls', { 'x-client-cert-sha256': hex });
    assert.equal(json.token_type, 'Bearer');
    const { cnf } = decodeJwtUnverified(json.access_token)?.payload ?? {};
    assert.deepEqual(cnf, { 'x5t#S256': Buffer.from(hex, 'hex').toString('base64url') });
    assert.equal((await ask('tls', {})).json.error, 'invalid_request');
    assert.equal((await ask('tls', { 'x-client-cert-sha256': 'inget' })).json.error, 'invalid_request');
  });
});
