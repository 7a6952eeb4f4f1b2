import { signDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { canonicalJson } from '@ena/kernel/crypto/jcs.ts';
import type { RsaKeyFolder } from '@ena/kernel/crypto/rsa-key-folder.ts';
import { type RsaPublicJwk, type RsaSigningKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import { type Clock, hour } from '@ena/kernel/time.ts';
import type { IdTokenIssuer } from '../domain/id-token.ts';
import type { SampleClaims } from '../domain/sample-claims.ts';

/** Makes id tokens of test persons. In the sandbox only: whoever asks is believed. */
export interface SampleTokens {
  /** As it is registered with this mediator: the issuer and audience that the published samples expect. */
  readonly issuer: IdTokenIssuer;
  /** A compact JWS; `undefined` for claims that have no canonical JSON form. */
  issue(claims: SampleClaims): Promise<string | undefined>;
}

const issuerName = 'http://localhost';
const audience = 'mina-ombud';
const lifetimeSeconds = hour / 1000;

/** The key is made at the first start and stays in the folder. */
export async function openSampleTokens(folder: RsaKeyFolder, clock: Clock): Promise<SampleTokens> {
  const key = await onlyKey(folder, clock);
  const publicJwk = publicHalf(key, clock);
  return {
    issuer: {
      issuer: issuerName,
      audiences: [audience],
      keys: { kind: 'set', jwks: { keys: [publicJwk] } },
      allowMissingExp: true,
      test: true,
    },
    issue: async (claims) => {
      const iat = Math.floor(clock.now() / 1000);
      const given = { iss: issuerName, aud: audience, iat, exp: iat + lifetimeSeconds, ...claims };
      return compact(given, key);
    },
  };
}

async function onlyKey(folder: RsaKeyFolder, clock: Clock): Promise<RsaSigningKey> {
  const [known] = folder.read();
  if (known !== undefined) return known.key;
  await folder.make(1, clock.now());
  const [made] = folder.read();
  if (made === undefined) throw new Error('The key of the sandbox’s id tokens was not written.');
  return made.key;
}

function publicHalf(key: RsaSigningKey, clock: Clock): RsaPublicJwk {
  return rsaPublicJwk(key, { commonName: 'Mina ombud sandbox', from: clock.now(), days: 3650 });
}

/** A detached signature over the canonical payload, with that payload put back between its halves. */
async function compact(payload: object, key: RsaSigningKey): Promise<string | undefined> {
  const text = canonicalJson(payload);
  if (text === undefined) return undefined;
  const signed = await signDetached(payload, key);
  return `${signed.protected}.${Buffer.from(text).toString('base64url')}.${signed.signature}`;
}
