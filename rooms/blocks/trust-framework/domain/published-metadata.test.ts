import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadataFault } from './published-metadata.ts';

const right = {
  client_name: 'Bygglov åäö',
  jwks_uri: 'https://kommun.example/jwks',
  token_endpoint: 'http://127.0.0.1:8080/token',
  redirect_uris: ['se.kommun.app:/svar'],
  jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k1' }] },
};

test('metadata whose addresses can be opened and whose keys are public is published', () => {
  assert.equal(metadataFault('oauth_client', right), undefined);
  assert.equal(metadataFault('constructor', {}), undefined);
});

test('an address that runs, reads a file or carries a password is named and not published', () => {
  for (const logo_uri of [
    'javascript:alert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'https://a:b@kommun.example/',
    'kommun.example/logo',
    '',
    7,
    ['https://kommun.example/logo'],
  ]) {
    const fault = metadataFault('oauth_client', { ...right, logo_uri: logo_uri as never });
    assert.match(fault ?? '', /logo_uri/, JSON.stringify(logo_uri));
  }
  assert.match(
    metadataFault('openid_provider', { token_endpoint: 'ftp://a.example' }) ?? '',
    /token_endpoint/,
  );
});

test('a private or a symmetric key is not published', () => {
  for (const key of [
    { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' },
    { kty: 'RSA', n: 'n', e: 'AQAB', p: 'p' },
    { kty: 'oct', k: 'k' },
  ])
    assert.match(
      metadataFault('oauth_client', { jwks: { keys: [key as never] } }) ?? '',
      /private or secret/,
    );
});

test('a reserved or misspelt entity type, null, and what is too large are not published', () => {
  for (const type of ['federation_entity', 'ena_connector', 'ena_hub', 'OAuth', '__proto__', ''])
    assert.notEqual(metadataFault(type, {}), undefined, type);
  assert.match(metadataFault('oauth_client', { scope: null }) ?? '', /scope/);
  assert.match(metadataFault('oauth_client', { a: 'å'.repeat(65_536) }) ?? '', /64 kB/);
});
