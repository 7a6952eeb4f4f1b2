import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { rawEd25519PublicKey } from '@ena/kernel/crypto/ed25519.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEd25519Key, generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { keyIdFromDigest, keyIdInput, renderVkey, signatureType } from '@ena/kernel/trace/vkey.ts';

/** An organisation as it looks to the hub: its keys, and the configuration that its connector would sign. */
export interface Leaf {
  readonly orgnr: string;
  readonly entityId: string;
  readonly federationKey: SigningKey;
  readonly registration: object;
  /** The claims of its entity configuration at `now` (milliseconds). */
  claims(now: number): LeafClaims;
  /** The same, changed and signed. */
  configuration(now: number, change?: Change, key?: SigningKey, typ?: string): Promise<string>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests break the claims in every way
type LeafClaims = any;
type Change = (claims: LeafClaims) => LeafClaims;

export const anchorId = 'https://hub.sandbox.localhost';

export function newLeaf(orgnr: string, name = 'Åre kommun'): Leaf {
  const entityId = `https://${orgnr}.sandbox.localhost`;
  const federationKey = generateEs256Key();
  const messageKey = generateEs256Key();
  const origin = `${orgnr}.sandbox.localhost/log`;
  const vkey = vkeyOf(origin, generateEd25519Key());
  const claims = (now: number): LeafClaims => ({
    iss: entityId,
    sub: entityId,
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 96 * 3600,
    jwks: { keys: [federationKey.publicJwk] },
    authority_hints: [anchorId],
    metadata: {
      federation_entity: { organization_name: 'what it calls itself' },
      ena_connector: {
        exchange_endpoint: 'https://127.0.0.1:8421',
        jwks: { keys: [messageKey.publicJwk] },
        tls_pins: ['A'.repeat(43)],
        log: { origin, vkey, url: 'http://127.0.0.1:8420/log' },
        services: [
          { id: 'foretag', title: 'Företag', operations: [{ method: 'POST', path: '/organisationer' }] },
        ],
      },
    },
  });
  return {
    orgnr,
    entityId,
    federationKey,
    registration: { entityId, orgnr, organisationName: name, jwks: { keys: [federationKey.publicJwk] } },
    claims,
    configuration: (now, change = (c) => c, key = federationKey, typ = 'entity-statement+jwt') =>
      signJwt(typ, change(claims(now)), key),
  };
}

export function vkeyOf(name: string, key: SigningKey): string {
  const publicKey = new Uint8Array(rawEd25519PublicKey(key.publicKey));
  const type = signatureType.ed25519;
  const keyId = keyIdFromDigest(sha256(keyIdInput(name, type, publicKey)));
  return renderVkey({ name, keyId, type, publicKey });
}
