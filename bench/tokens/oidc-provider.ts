import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import Provider from 'oidc-provider';
import { lentAdapter } from './lent-adapter.ts';
import { plainAdapter } from './plain-adapter.ts';
import { reportUsage, setup } from './report-usage.ts';

/*
 * oidc-provider as its documentation sets it up for JWT access tokens of machines; state in its own memory adapter,
 * or in the same kind of database as ours by the smallest adapter that its documentation asks for: told `plain`, as the
 * database's documentation has it, told `lent`, through our kernel. Told `default`, it signs as it does when nobody says
 * otherwise: by RS256.
 */

const { clientId, jwk, database } = await setup();
const adapter = await adapterOf(process.argv[2]);
const server = createServer();
server.keepAliveTimeout = 65_000; // as ours
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const byDefault = process.argv[2] === 'default';
const signing = generateEs256Key();
const signingKeys = byDefault
  ? [
      {
        ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
        use: 'sig',
      },
    ]
  : [{ ...signing.privateKey.export({ format: 'jwk' }), kid: signing.kid, alg: 'ES256', use: 'sig' }];
const resource = 'https://api.example';

const provider = new Provider(issuer, {
  ...(adapter && { adapter }),
  clients: [
    {
      client_id: clientId,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      ...(byDefault ? {} : { id_token_signed_response_alg: 'ES256' }),
      jwks: { keys: [jwk] },
      scope: 'read',
    },
  ],
  jwks: { keys: signingKeys },
  scopes: ['read'],
  ttl: { ClientCredentials: 600 },
  clientAuthMethods: ['private_key_jwt'],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'read',
        audience: resource,
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        ...(byDefault ? {} : { jwt: { sign: { alg: 'ES256' } } }),
      }),
    },
  },
});
server.on('request', provider.callback());
reportUsage();
process.send?.({
  url: issuer,
  tokenPath: '/token',
  audience: issuer,
  form: { scope: 'read', resource },
});

function adapterOf(kind: string | undefined) {
  if (kind === 'plain') return plainAdapter(database);
  return kind === 'lent' ? lentAdapter(database) : undefined;
}
