import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type StartedHub, startHub } from '../oauth/started-hub.ts';

/* The metadata of a hub that is reached by https and keeps to FAPI 2.0 in all its profiles. */

const publicUrl = 'https://hub.example';
const algorithms = ['PS256', 'ES256', 'EdDSA'];
let hub: StartedHub;
let metadata: Record<string, unknown>;

before(async () => {
  const configuration = { profiles: { ena: { algorithms }, sdg: { algorithms } } };
  hub = await startHub({ configuration, publicUrl });
  const answer = await fetch(`${hub.url}/.well-known/oauth-authorization-server/authorization`);
  assert.equal(answer.status, 200);
  metadata = (await answer.json()) as Record<string, unknown>;
});
after(() => hub?.stop());

describe('an installation reached by https', () => {
  it('names addresses by https only, below its issuer', () => {
    assert.equal(metadata.issuer, `${publicUrl}/authorization`);
    const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name));
    assert.ok(addresses.length >= 4);
    for (const [name, address] of addresses) {
      assert.ok(String(address).startsWith(`${metadata.issuer}/`), name);
    }
  });

  it('says nothing else in the signed metadata', () => {
    const { signed_metadata: signed, ...plain } = metadata;
    const claims = JSON.parse(Buffer.from(String(signed).split('.')[1] ?? '', 'base64url').toString());
    const { iss, iat, ...said } = claims as Record<string, unknown>;
    assert.deepEqual([iss, typeof iat, said], [metadata.issuer, 'number', plain]);
  });
});

describe('an installation that keeps to FAPI 2.0', () => {
  it('names the algorithms of FAPI and no others', () => {
    for (const endpoint of ['token', 'introspection', 'revocation']) {
      const named = metadata[`${endpoint}_endpoint_auth_signing_alg_values_supported`];
      assert.deepEqual([...(named as string[])].sort(), [...algorithms].sort(), endpoint);
    }
    const proofs = metadata.dpop_signing_alg_values_supported as string[];
    assert.deepEqual([...proofs].sort(), [...algorithms].sort(), 'of DPoP proofs');
  });
});
