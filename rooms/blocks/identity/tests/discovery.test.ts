import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relyingParty } from './relying-party.ts';
import { startIdentity } from './started.ts';

test('what the profile requires is announced, and nothing that is not there', async () => {
  const hub = await startIdentity([relyingParty('https://rp.example').config]);
  const answer = await fetch(`${hub.url}/identity/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, string[]>;
  assert.deepEqual(metadata.token_endpoint_auth_signing_alg_values_supported, ['RS256', 'ES256']);
  assert.deepEqual([...(metadata.id_token_signing_alg_values_supported ?? [])].sort(), ['ES256', 'RS256']);
  assert.deepEqual(metadata.grant_types_supported, ['authorization_code']);
  const scope = 'https://id.oidc.se/scope/';
  assert.deepEqual(metadata.scopes_supported, [
    'openid',
    `${scope}naturalPersonInfo`,
    `${scope}naturalPersonNumber`,
    `${scope}naturalPersonOrgId`,
    `${scope}sign`,
  ]);
  const own = metadata.claims_supported
    ?.filter((name) => name.startsWith('https://id.oidc.se/claim/'))
    .sort();
  assert.deepEqual(
    own?.map((name) => name.split('/').at(-1)),
    [
      'authnEvidence',
      'authnProvider',
      'coordinationNumber',
      'coordinationNumberLevel',
      'credentialValidFrom',
      'credentialValidTo',
      'deviceIp',
      'orgAffiliation',
      'orgName',
      'orgNumber',
      'orgUnit',
      'personalIdentityNumber',
      'previousCoordinationNumber',
      'userCertificate',
      'userSignature',
    ],
  );
  assert.equal(metadata['https://id.oidc.se/disco/originalClientIdSupported'], undefined);
  assert.deepEqual(metadata['https://id.oidc.se/disco/userMessageSupportedMimeTypes'], ['text/plain']);
  for (const name of ['registration_endpoint', 'device_authorization_endpoint', 'introspection_endpoint'])
    assert.equal(metadata[name], undefined, name);
});

test('the keys are public ones, one for each algorithm and one for e-signatures', async () => {
  const hub = await startIdentity([relyingParty('https://rp.example').config]);
  const { keys } = (await (await fetch(`${hub.url}/identity/jwks`)).json()) as {
    keys: Record<string, string>[];
  };
  assert.deepEqual(keys.map(({ alg, use }) => `${alg} ${use}`).sort(), [
    'ES256 sig',
    'ES256 sig',
    'RS256 sig',
    'RSA-OAEP enc',
  ]);
  for (const key of keys)
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) assert.equal(secret in key, false, secret);
});

test('the address of the request is of no consequence: the issuer is the installation’s own', async () => {
  const hub = await startIdentity([relyingParty('https://rp.example').config]);
  const answer = await fetch(`${hub.url}/identity/.well-known/openid-configuration`, {
    headers: { 'x-forwarded-host': 'ond.example', 'x-forwarded-proto': 'https' },
  });
  const metadata = (await answer.json()) as Record<string, string>;
  assert.equal(metadata.issuer, `${hub.url}/identity`);
  assert.equal(metadata.token_endpoint, `${hub.url}/identity/token`);
});

test('encryption is announced as it is served, and automatic registration', async () => {
  const hub = await startIdentity([]);
  const answer = await fetch(`${hub.url}/identity/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, string[]>;
  for (const kind of ['id_token', 'userinfo', 'request_object']) {
    assert.deepEqual(metadata[`${kind}_encryption_alg_values_supported`], ['RSA-OAEP'], kind);
    assert.deepEqual(metadata[`${kind}_encryption_enc_values_supported`], ['A128GCM', 'A256GCM'], kind);
  }
  assert.deepEqual(metadata.client_registration_types_supported, ['automatic']);
  assert.deepEqual(metadata.request_authentication_methods_supported, {
    authorization_endpoint: ['request_object'],
    pushed_authorization_request_endpoint: ['request_object'],
  });
  assert.equal(metadata.pushed_authorization_request_endpoint, `${hub.url}/identity/par`);
});
