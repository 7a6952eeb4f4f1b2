import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { sha256, sha256Hex } from './digest.ts';
import { selfSignedRsaCertificate } from './rsa-certificate.ts';

/** RS256 keys of 2048 bits, for contracts that ask for them; elsewhere `keys.ts`. */
export interface RsaSigningKey {
  /** The first 40 hexadecimal digits of SHA-256 over the SubjectPublicKeyInfo. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** `e`, `kid`, `kty`, `n`, `use`, `x5c`, `x5t#S256`: nothing secret. */
export type RsaPublicJwk = JsonWebKey & {
  readonly kid: string;
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly x5c: string[];
  readonly 'x5t#S256': string;
};

const generate = promisify(generateKeyPair);
const bits = 2048;

/** Off the main thread: finding the primes takes between 20 and 500 ms. */
export async function generateRsaKey(): Promise<RsaSigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: bits });
  return rsaSigningKey(privateKey);
}

/** PKCS #8 in PEM, not encrypted: protect the file. */
export function exportRsaPem(key: RsaSigningKey): string {
  return key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Throws where the text is not an RSA private key of 2048 bits in PEM: our own file is broken then. */
export function importRsaPem(pem: string): RsaSigningKey {
  return rsaSigningKey(createPrivateKey(pem));
}

function rsaSigningKey(privateKey: KeyObject): RsaSigningKey {
  if (privateKey.asymmetricKeyType !== 'rsa' || privateKey.asymmetricKeyDetails?.modulusLength !== bits)
    throw new Error('The key must be RSA of 2048 bits.');
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { kid: sha256Hex(spki).slice(0, 40), privateKey, publicKey };
}

export interface CertificateOptions {
  readonly commonName: string;
  /** Milliseconds since the epoch; the certificate is valid from then on. */
  readonly from: number;
  readonly days: number;
}

/**
 * As it is published, with a certificate that the key signed itself: some clients want one there. Trust comes from
 * where the key set is fetched. The same input gives the same bytes, so the certificate need not be kept.
 */
export function rsaPublicJwk(key: RsaSigningKey, options: CertificateOptions): RsaPublicJwk {
  const { e, n } = key.publicKey.export({ format: 'jwk' });
  const certificate = selfSignedRsaCertificate(key, options);
  return {
    e: e ?? '',
    kid: key.kid,
    kty: 'RSA',
    n: n ?? '',
    use: 'sig',
    x5c: [certificate.toString('base64')],
    'x5t#S256': sha256(certificate).toString('base64url'),
  };
}
