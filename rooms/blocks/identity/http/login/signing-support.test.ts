import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatSigningLacks } from './signing-support.ts';

const able = {
  issuer: 'https://eid.example',
  scopes_supported: ['openid', 'https://id.oidc.se/scope/sign'],
  claims_supported: ['https://id.oidc.se/claim/userSignature'],
  request_parameter_supported: true,
};

test('a provider can be asked for signatures where its metadata say all that the extension requires', () => {
  assert.deepEqual(whatSigningLacks(able), []);
  const more = {
    request_object_signing_alg_values_supported: ['RS256', 'ES256'],
    'https://id.oidc.se/disco/userMessageSupportedMimeTypes': ['text/plain', 'text/markdown'],
  };
  assert.deepEqual(whatSigningLacks({ ...able, ...more }), []);
});

test('each thing that is missing is named', () => {
  const lacks = whatSigningLacks({
    issuer: 'https://eid.example',
    request_object_signing_alg_values_supported: ['RS256'],
    'https://id.oidc.se/disco/userMessageSupportedMimeTypes': ['text/markdown'],
  });
  assert.deepEqual(
    lacks.map((sentence) => sentence.split(' ')[0]),
    [
      'scopes_supported',
      'claims_supported',
      'request_parameter_supported',
      'request_object_signing_alg_values_supported',
      'https://id.oidc.se/disco/userMessageSupportedMimeTypes',
    ],
  );
});
