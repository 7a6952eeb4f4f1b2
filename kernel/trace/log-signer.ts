import { sha256 } from '../crypto/digest.ts';
import {
  ed25519PublicKeyFromRaw,
  rawEd25519PublicKey,
  signEd25519,
  verifyEd25519,
} from '../crypto/ed25519.ts';
import type { Bytes } from './bytes.ts';
import type { Ed25519Verify } from './cosignature.ts';
import { keyIdFromDigest, keyIdInput, type signatureType, type Vkey } from './vkey.ts';
import type { CosignatureSigner } from './witness.ts';

type PrivateKey = Parameters<typeof signEd25519>[1];

/** The log's key. Ed25519 is deterministic, which the log relies on to know its own signatures again. */
export interface LogSigner {
  /** 32 bytes. */
  readonly publicKey: Bytes;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export function ed25519Signer(privateKey: PrivateKey): LogSigner {
  const publicKey = new Uint8Array(rawEd25519PublicKey(privateKey));
  return { publicKey, sign: (message) => signEd25519(message, privateKey) };
}

/** The verifier key of a name and a raw public key; `type` 0x01 for a log, 0x04 for a witness. */
export function vkeyOf(
  name: string,
  type: (typeof signatureType)[keyof typeof signatureType],
  publicKey: Bytes,
): Vkey {
  return { name, keyId: keyIdFromDigest(sha256(keyIdInput(name, type, publicKey))), type, publicKey };
}

/** A witness's signer. A key must serve one witness only: cosignatures do not name who signed. */
export function cosignatureSigner(name: string, privateKey: PrivateKey): CosignatureSigner {
  const { publicKey, sign } = ed25519Signer(privateKey);
  return { name, keyId: vkeyOf(name, 0x04, publicKey).keyId, sign };
}

/** The Ed25519 check that parsers and verifiers here take as a parameter, on Node. */
export const verifyRawEd25519: Ed25519Verify = (publicKey, message, signature) => {
  const key = ed25519PublicKeyFromRaw(publicKey);
  return key !== undefined && verifyEd25519(message, signature, key);
};
