import { type Static, Type } from 'typebox';
import type { ConnectorMetadata } from '../domain/entity.ts';
import { keysFrom } from './keys-from.ts';
import { jwkSet } from './public-jwk.ts';

/** https, host and optional port, no more: the rest of an exchange's address is the caller's. */
const httpsOrigin = '^https://[A-Za-z0-9.\\-\\[\\]:]+$';
const webUrl = '^https?://[A-Za-z0-9.\\-\\[\\]:]+(/[^\\s?#]*)?$';

const operation = Type.Object({
  method: Type.String({ pattern: '^[A-Z]{3,10}$' }),
  path: Type.String({ pattern: '^[^\\s?#]+$', maxLength: 500 }),
});

const service = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  operations: Type.Array(operation, { maxItems: 500 }),
});

/** The entity type `ena_connector`: where an organisation's connector is and what proves that it is the right one. */
export const enaConnector = Type.Object(
  {
    orgnr: Type.Optional(Type.String({ pattern: '^[0-9]{10}$' })),
    exchange_endpoint: Type.String({ pattern: httpsOrigin, maxLength: 500 }),
    jwks: jwkSet(10),
    /** base64url(SHA-256(SubjectPublicKeyInfo in DER)) of the TLS keys that the endpoint may use. */
    tls_pins: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), { minItems: 1, maxItems: 10 }),
    log: Type.Object({
      origin: Type.String({ pattern: '^[^\\s+]+$', maxLength: 255 }),
      vkey: Type.String({ pattern: '^[^\\s+]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+=*$', maxLength: 500 }),
      url: Type.String({ pattern: webUrl, maxLength: 500 }),
    }),
    services: Type.Array(service, { maxItems: 1000 }),
  },
  { additionalProperties: true },
);

export type EnaConnector = Static<typeof enaConnector>;

export function toConnectorMetadata(message: EnaConnector): ConnectorMetadata {
  return {
    claimedNumber: message.orgnr,
    exchangeEndpoint: message.exchange_endpoint,
    signingKeys: keysFrom(message.jwks),
    log: { origin: message.log.origin, vkey: message.log.vkey, url: message.log.url },
    services: message.services.map(({ id, title, operations }) => ({
      id,
      title,
      operations: operations.map(({ method, path }) => ({ method, path })),
    })),
  };
}
