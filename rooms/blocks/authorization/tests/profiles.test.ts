import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { dpopProof, type ForeignKey, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/*
 * The contradictions between the Swedish profiles and FAPI 2.0 (facts: trust §7), each as the same call under
 * every profile: the audience of assertions, RS256, refresh tokens, a resource, a bound token.
 */

let server: RunningServer;
const algorithms = ['RS256', 'PS256', 'PS384', 'ES256', 'ES384'] as const;
let keys: Record<(typeof algorithms)[number], ForeignKey>;
const resource = 'https://api.example/v1';
const profiles = ['ena', 'sdg', 'fapi2', 'strict'];

before(async () => {
  const strict = { dpopNonce: 'required', senderConstraint: 'required', tokenSeconds: 120 } as const;
  server = await runServer({ config: { profiles: { strict } } });
  const made = algorithms.map(async (alg) => [alg, await makeForeignKey(alg, alg)] as const);
  keys = Object.fromEntries(await Promise.all(made)) as typeof keys;
  const jwks = { keys: Object.values(keys).map((key) => key.publicJwk) };
  for (const profile of profiles) await server.register(profile, { profile, jwks, resources: [resource] });
});

interface Call {
  readonly alg?: keyof typeof keys;
  readonly aud?: unknown;
  readonly form?: Record<string, string>;
  readonly bound?: boolean;
  /** By which the DPoP proof is signed. */
  readonly holder?: keyof typeof keys;
  readonly nonce?: string;
}

async function call(
  profile: string,
  { alg = 'ES256', aud = server.issuer, form = {}, bound = true, holder = 'ES256', nonce }: Call,
) {
  const iat = Math.floor(server.clock.now() / 1000);
  const claims = { iss: profile, sub: profile, aud, jti: freshId(), iat, exp: iat + 30 };
  const proof = { htm: 'POST', htu: `${server.issuer}/token`, iat, jti: freshId(), nonce };
  const headers: Record<string, string> = bound ? { dpop: await dpopProof(keys[holder], proof) } : {};
  return server.token(
    {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await keys[alg].sign({}, claims),
      resource,
      ...form,
    },
    headers,
  );
}

async function outcomes(change: (profile: string) => Call): Promise<string[]> {
  const results: string[] = [];
  for (const profile of ['ena', 'sdg', 'fapi2']) {
    const { status, json } = await call(profile, change(profile));
    results.push(status === 200 ? '200' : json.error);
  }
  return results;
}

describe('a profile', () => {
  const audience = { ena: '', sdg: '/token', fapi2: '' } as Record<string, string>;
  const fitting = (profile: string) => `${server.issuer}${audience[profile]}`;

  it('says which audience an assertion may have', async () => {
    assert.deepEqual(await outcomes(() => ({ aud: server.issuer })), ['200', 'invalid_client', '200']);
    assert.deepEqual(await outcomes(() => ({ aud: `${server.issuer}/token` })), [
      '200',
      '200',
      'invalid_client',
    ]);
    const list = [server.issuer];
    assert.deepEqual(await outcomes(() => ({ aud: list })), ['200', 'invalid_client', 'invalid_client']);
  });

  it('says which algorithms a client may use', async () => {
    const by = (alg: Call['alg']) => outcomes((profile) => ({ aud: fitting(profile), ...(alg && { alg }) }));
    assert.deepEqual(await by('RS256'), ['200', '200', 'invalid_client']);
    assert.deepEqual(await by('PS256'), ['200', '200', '200']);
    assert.deepEqual(await by('ES256'), ['200', '200', '200']);
  });

  it('says which algorithms a DPoP proof may have, and never RSASSA-PKCS1', async () => {
    const by = (holder: keyof typeof keys) => outcomes((profile) => ({ aud: fitting(profile), holder }));
    const never = ['invalid_dpop_proof', 'invalid_dpop_proof', 'invalid_dpop_proof'];
    assert.deepEqual(await by('RS256'), never);
    assert.deepEqual(await by('PS256'), ['200', '200', '200']);
    assert.deepEqual(await by('ES256'), ['200', '200', '200']);
    assert.deepEqual(await by('ES384'), ['200', '200', 'invalid_dpop_proof']);
    assert.deepEqual(await by('PS384'), ['200', 'invalid_dpop_proof', 'invalid_dpop_proof']);
  });

  it('says whether a token must be bound, and for how long it lasts', async () => {
    const unbound = await outcomes((profile) => ({ aud: fitting(profile), bound: false }));
    assert.deepEqual(unbound, ['200', '200', 'invalid_request']);
    const lives: number[] = [];
    for (const profile of ['ena', 'sdg', 'fapi2']) {
      lives.push((await call(profile, { aud: fitting(profile) })).json.expires_in);
    }
    assert.deepEqual(lives, [600, 3600, 300]);
  });

  it('says whether a resource must be named', async () => {
    const form = { grant_type: 'client_credentials' };
    const iat = Math.floor(server.clock.now() / 1000);
    const claims = {
      iss: 'sdg',
      sub: 'sdg',
      aud: `${server.issuer}/token`,
      jti: freshId(),
      iat,
      exp: iat + 30,
    };
    const refused = await server.token({
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await keys.ES256.sign({}, claims),
    });
    assert.equal(refused.json.error, 'invalid_target');
  });

  it('of the configuration starts from ena and demands a nonce in the proof', async () => {
    const first = await call('strict', {});
    assert.deepEqual([first.status, first.json.error], [400, 'use_dpop_nonce']);
    const nonce = first.headers.get('dpop-nonce') ?? '';
    assert.match(nonce, /^\S{22,}$/);
    assert.equal((await call('strict', { nonce: `${nonce}x` })).json.error, 'use_dpop_nonce');
    const answer = await call('strict', { nonce });
    assert.deepEqual([answer.json.token_type, answer.json.expires_in], ['DPoP', 120]);
    server.clock.advance(300_000);
    assert.equal((await call('strict', { nonce })).json.error, 'use_dpop_nonce');
  });

  it('gives tokens that name the key they are bound to', async () => {
    const answer = await call('fapi2', {});
    const { cnf } = decodeJwtUnverified(answer.json.access_token)?.payload ?? {};
    assert.match((cnf as { jkt: string }).jkt, /^[A-Za-z0-9_-]{43}$/);
  });
});
