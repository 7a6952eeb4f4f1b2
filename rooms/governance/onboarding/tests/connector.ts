import assert from 'node:assert/strict';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { rawEd25519PublicKey } from '@ena/kernel/crypto/ed25519.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEd25519Key, generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { keyIdFromDigest, keyIdInput, renderVkey, signatureType } from '@ena/kernel/trace/vkey.ts';
import type { Answer, RunningRoom } from './running-room.ts';

export const anchorId = 'https://hub.sandbox.localhost';

/** A connector as far as the hub knows one: its keys, its configuration, and what it tells of itself. */
export interface Connector {
  readonly orgnr: string;
  readonly entityId: string;
  readonly signingKey: SigningKey;
  readonly federationKey: SigningKey;
  /** The claims that it would sign now, with what the test changes. */
  claims(change?: object): Record<string, unknown>;
  sign(claims: Record<string, unknown>, key?: SigningKey, typ?: string): Promise<string>;
  tell(jwt: string, orgnr?: string): Promise<Answer>;
}

export async function startConnector(room: RunningRoom, orgnr: string, name: string): Promise<Connector> {
  const entityId = `https://${orgnr}.sandbox.localhost`;
  const [federationKey, signingKey] = [generateEs256Key(), generateEs256Key()];
  const json = { entityId, orgnr, organisationName: name, jwks: { keys: [federationKey.publicJwk] } };
  const made = await room.operator('POST', `${room.url}/trust-framework/v1/subordinates`, { json });
  assert.equal(made.status, 201, made.text);
  const published = await fetch(`${room.url}/trust-framework/v1/entity-configurations`, {
    method: 'PUT',
    headers: { 'content-type': 'application/entity-statement+jwt' },
    body: await configuration(room, orgnr, entityId, federationKey, signingKey),
  });
  assert.equal(published.status, 200, await published.text());
  const sign: Connector['sign'] = (claims, key = signingKey, typ = 'ena-inventory+jwt') =>
    signJwt(typ, claims, key);
  return {
    orgnr,
    entityId,
    signingKey,
    federationKey,
    claims: (change = {}) => {
      const iat = Math.floor(room.clock.now() / 1000);
      const held = { systems: [], services: [], grants: [] };
      return { iss: entityId, aud: anchorId, iat, exp: iat + 600, ...held, ...change };
    },
    sign,
    tell: async (jwt, to = orgnr) => {
      const answer = await fetch(`${room.url}/onboarding/v1/organisations/${to}/inventory`, {
        method: 'PUT',
        headers: { 'content-type': 'application/ena-inventory+jwt' },
        body: jwt,
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, json: JSON.parse(text) };
    },
  };
}

function configuration(
  room: RunningRoom,
  orgnr: string,
  entityId: string,
  federationKey: SigningKey,
  signingKey: SigningKey,
): Promise<string> {
  const iat = Math.floor(room.clock.now() / 1000);
  const origin = `${orgnr}.sandbox.localhost/log`;
  const connector = {
    exchange_endpoint: 'https://127.0.0.1:8421',
    jwks: { keys: [signingKey.publicJwk] },
    tls_pins: ['A'.repeat(43)],
    log: { origin, vkey: vkeyOf(origin), url: 'http://127.0.0.1:8420/log' },
    services: [],
  };
  const claims = {
    iss: entityId,
    sub: entityId,
    iat,
    exp: iat + 96 * 3600,
    jwks: { keys: [federationKey.publicJwk] },
    authority_hints: [anchorId],
    metadata: { federation_entity: {}, ena_connector: connector },
  };
  return signJwt('entity-statement+jwt', claims as never, federationKey);
}

function vkeyOf(name: string): string {
  const publicKey = new Uint8Array(rawEd25519PublicKey(generateEd25519Key().publicKey));
  const type = signatureType.ed25519;
  const keyId = keyIdFromDigest(sha256(keyIdInput(name, type, publicKey)));
  return renderVkey({ name, keyId, type, publicKey });
}
