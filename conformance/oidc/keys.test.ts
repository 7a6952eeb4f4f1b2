import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person } from './person.ts';
import { sealingKeys } from './seal.ts';
import { Service, startWith } from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* What the provider publishes of itself: its keys (RFC 7517, RFC 7518) and its metadata (OpenID Connect Discovery 1.0). */

type Json = Readonly<Record<string, unknown>>;
let service: Service;
let sealed: Service;
let hub: StartedHub;
let keys: readonly Readonly<Record<string, string>>[];

before(async () => {
  service = await Service.called('https://rp.example/nycklar');
  const { jwk } = await sealingKeys();
  sealed = await Service.called('https://rp.example/forseglad', { encryption: 'A256GCM' });
  const { jwks } = sealed.registration as { jwks: { keys: object[] } };
  jwks.keys.push({ ...jwk, kid: 'låda-1', use: 'enc', alg: 'RSA-OAEP' });
  hub = await startWith([service, sealed]);
  const answer = await fetch(service.server.jwks_uri ?? '');
  keys = ((await answer.json()) as { keys: Record<string, string>[] }).keys;
});
after(() => hub?.stop());

describe('the published keys', () => {
  it('are public halves alone, each well-formed, with a use and a kid that no other has', async () => {
    assert.ok(keys.length > 0);
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length);
    for (const key of keys) {
      assert.match(key.kid ?? '', /^.+$/);
      assert.match(key.use ?? '', /^(sig|enc)$/);
      assert.match(key.kty ?? '', /^(RSA|EC)$/);
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) assert.equal(secret in key, false);
      await crypto.subtle.importKey(
        'jwk',
        key,
        algorithmOf(key),
        true,
        key.use === 'sig' ? ['verify'] : ['encrypt'],
      );
    }
  });

  it('are long enough: RSA of 2048 bits at least, EC on P-256', () => {
    for (const { kty, n = '', crv } of keys) {
      if (kty === 'RSA') assert.ok(Buffer.from(n, 'base64url').length >= 256);
      else assert.equal(crv, 'P-256');
    }
  });
});

describe('a sealed ID token', () => {
  it('names the key of the service that it is sealed to', async () => {
    const asked = await sealed.asks();
    const answer = await sealed.redeem(asked, await new Person().logIn(asked.url));
    const { id_token: token } = (await answer.json()) as { id_token: string };
    const parts = token.split('.');
    assert.equal(parts.length, 5);
    const { kid, alg, enc } = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString()) as Json;
    assert.deepEqual([kid, alg, enc], ['låda-1', 'RSA-OAEP', 'A256GCM']);
  });
});

describe('the metadata', () => {
  it('have all that must be there, and addresses below the issuer', async () => {
    const metadata = service.server as unknown as Json;
    const lists = [
      'response_types_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
    ];
    for (const name of [...lists, 'scopes_supported', 'claims_supported', 'grant_types_supported'])
      assert.ok(Array.isArray(metadata[name]) && metadata[name].length > 0, name);
    assert.ok((metadata.id_token_signing_alg_values_supported as string[]).includes('RS256'));
    assert.ok((metadata.scopes_supported as string[]).includes('openid'));
    assert.ok((metadata.response_modes_supported as string[]).includes('query'));
    for (const name of ['authorization', 'token', 'userinfo', 'end_session', 'pushed_authorization_request'])
      assert.ok(String(metadata[`${name}_endpoint`]).startsWith(`${metadata.issuer}/`), name);
    assert.ok(String(metadata.jwks_uri).startsWith(`${metadata.issuer}/`));
    assert.deepEqual(
      [metadata.request_uri_parameter_supported, metadata.request_parameter_supported],
      [false, true],
    );
  });
});

function algorithmOf({
  kty,
  use,
}: Readonly<Record<string, string>>): RsaHashedImportParams | EcKeyImportParams {
  if (kty === 'EC') return { name: 'ECDSA', namedCurve: 'P-256' };
  return {
    name: use === 'enc' ? 'RSA-OAEP' : 'RSASSA-PKCS1-v1_5',
    hash: use === 'enc' ? 'SHA-1' : 'SHA-256',
  };
}
