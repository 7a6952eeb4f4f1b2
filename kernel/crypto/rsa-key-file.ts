import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './digest.ts';
import { KeyFolderError, makeKeyFolder, writeKeyFile } from './key-file.ts';

/** An RSA key for the peers that know RS256 alone. What we choose ourselves is ES256, from a key ring. */
export interface RsaKey {
  /** RFC 7638, SHA-256, base64url. */
  readonly kid: string;
  /** With the private members: for a library that signs by itself. Never published, never logged. */
  readonly privateJwk: JsonWebKey & { readonly kid: string; readonly alg: 'RS256'; readonly use: 'sig' };
  readonly publicKey: KeyObject;
}

const bits = 3072;

/** The key in `<folder>/<name>.pem` (mode 0600), made at the first use. Throws `KeyFolderError` when it is damaged. */
export function readOrMakeRsaKey(folder: string, name: string): RsaKey {
  makeKeyFolder(folder);
  const file = `${name}.pem`;
  if (!existsSync(join(folder, file))) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    writeKeyFile(folder, file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  }
  try {
    return rsaKey(createPrivateKey(readFileSync(join(folder, file), 'utf8')));
  } catch {
    throw new KeyFolderError(`The RSA key ${file} is damaged; restore it.`);
  }
}

function rsaKey(privateKey: KeyObject): RsaKey {
  if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('not an RSA key');
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = sha256(JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n })).toString('base64url');
  return {
    kid,
    privateJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
    publicKey: createPublicKey(privateKey),
  };
}
