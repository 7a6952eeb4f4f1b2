import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { dpopProof, makeForeignKey } from './foreign-key.ts';
import { freshId, type RunningServer, runServer } from './running-server.ts';

/* A profile at an endpoint takes the place of the client's own there: the contradictions of facts §7 cannot both hold. */

const profiles = ['ena', 'sdg', 'fapi2'];
const resource = 'https://api.example/v1';
let server: RunningServer;
let key: SigningKey;

const running = async (endpointProfiles: Record<string, string>) => {
  server = await runServer({ config: { endpointProfiles } });
  key = await server.register('ena', { profile: 'ena', resources: [resource] });
  for (const profile of profiles) await server.register(profile, { profile, resources: [resource] }, key);
};

/** For each profile of a client, what a call with this audience comes to. */
async function outcomes(path: string, aud: string, form: Record<string, string> = {}, headers = {}) {
  const results: string[] = [];
  for (const profile of profiles) {
    const proof = server.proof(profile, key, { claims: { aud } });
    const { status, json } = await server.post(
      `/authorization/${path}`,
      { token: 'a', ...form, ...proof },
      headers,
    );
    results.push(status === 200 ? '200' : json.error);
  }
  return results;
}

const metadata = async () =>
  (await (
    await fetch(`${server.url}/.well-known/oauth-authorization-server/authorization`)
  ).json()) as Record<string, unknown>;

describe('with fapi2 at introspection and sdg at revocation', () => {
  before(() => running({ introspection: 'fapi2', revocation: 'sdg' }));
  const all = ['200', '200', '200'];
  const none = ['invalid_client', 'invalid_client', 'invalid_client'];

  it('every client proves itself there as that profile says', async () => {
    assert.deepEqual(await outcomes('introspect', server.issuer), all);
    assert.deepEqual(await outcomes('introspect', `${server.issuer}/introspect`), none);
    assert.deepEqual(await outcomes('introspect', `${server.issuer}/token`), none);
    assert.deepEqual(await outcomes('revoke', `${server.issuer}/revoke`), all);
    assert.deepEqual(await outcomes('revoke', server.issuer), none);
  });

  it('and at the token endpoint as its own', async () => {
    const form = { grant_type: 'client_credentials', resource };
    const asked = await outcomes('token', `${server.issuer}/token`, form);
    assert.deepEqual(asked, ['200', '200', 'invalid_client']);
  });

  it('the metadata name the algorithms of each endpoint', async () => {
    const named = await metadata();
    const at = (endpoint: string) =>
      named[`${endpoint}_endpoint_auth_signing_alg_values_supported`] as string[];
    assert.deepEqual([...at('introspection')].sort(), ['ES256', 'EdDSA', 'PS256']);
    assert.deepEqual([at('revocation').includes('RS256'), at('revocation').includes('EdDSA')], [true, false]);
    assert.deepEqual([at('token').includes('RS256'), at('token').includes('EdDSA')], [true, true]);
  });
});

describe('with fapi2 at the token endpoint', () => {
  before(() => running({ token: 'fapi2' }));
  const form = { grant_type: 'client_credentials' };

  it('no client gets a token that is not bound, or by a proof of another algorithm', async () => {
    assert.deepEqual(
      await outcomes('token', server.issuer, form),
      profiles.map(() => 'invalid_request'),
    );
    for (const [alg, outcome] of [
      ['ES256', '200'],
      ['ES384', 'invalid_dpop_proof'],
    ] as const) {
      const holder = await makeForeignKey(alg, alg);
      const results: string[] = [];
      for (const profile of profiles) {
        const iat = Math.floor(server.clock.now() / 1000);
        const claims = { htm: 'POST', htu: `${server.issuer}/token`, iat, jti: freshId() };
        const headers = { dpop: await dpopProof(holder, claims) };
        const { status, json } = await server.token({ ...form, ...server.proof(profile, key) }, headers);
        if (status === 200) assert.deepEqual([json.token_type, json.expires_in], ['DPoP', 300]);
        results.push(status === 200 ? '200' : json.error);
      }
      assert.deepEqual(
        results,
        profiles.map(() => outcome),
        alg,
      );
    }
  });

  it('the metadata name what can be had there', async () => {
    const { grant_types_supported: grants, dpop_signing_alg_values_supported: algorithms } = await metadata();
    assert.deepEqual((grants as string[]).includes('urn:ietf:params:oauth:grant-type:jwt-bearer'), false);
    assert.deepEqual([...(algorithms as string[])].sort(), ['ES256', 'EdDSA', 'PS256']);
  });

  it('other endpoints take clients as they are', async () => {
    assert.deepEqual(await outcomes('introspect', server.issuer), ['200', 'invalid_client', '200']);
  });
});

it('a profile that is none stops the start, and names those that are', async () => {
  await assert.rejects(
    running({ token: 'hemmagjord' }),
    /endpointProfiles\.token is hemmagjord, which is no profile; use one of ena, sdg, fapi2\./,
  );
});
