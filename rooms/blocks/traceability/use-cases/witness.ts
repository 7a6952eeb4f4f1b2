import { sha256 } from '@ena/kernel/crypto/digest.ts';
import {
  ed25519PublicKeyFromRaw,
  rawEd25519PublicKey,
  signEd25519,
  verifyEd25519,
} from '@ena/kernel/crypto/ed25519.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { type Ed25519Verify, verifierOf } from '@ena/kernel/trace/cosignature.ts';
import type { NoteVerifier } from '@ena/kernel/trace/note.ts';
import {
  keyIdFromDigest,
  keyIdInput,
  parseVkey,
  renderVkey,
  signatureType,
  type Vkey,
} from '@ena/kernel/trace/vkey.ts';
import type { CosignatureSigner } from '@ena/kernel/trace/witness.ts';

/** The hub as a witness: its name, and a key that signs cosignatures and nothing else. */
export interface Witness {
  readonly signer: CosignatureSigner;
  /** Verifier key of type 0x04, as it is published. */
  readonly vkey: string;
}

export function createWitness(name: string, key: SigningKey): Witness {
  const publicKey = new Uint8Array(rawEd25519PublicKey(key.publicKey));
  const type = signatureType.cosignature;
  const keyId = keyIdFromDigest(sha256(keyIdInput(name, type, publicKey)));
  const vkey: Vkey = { name, keyId, type, publicKey };
  return {
    signer: { name, keyId, sign: (message) => signEd25519(message, key.privateKey) },
    vkey: renderVkey(vkey),
  };
}

const verify: Ed25519Verify = (publicKey, message, signature) => {
  const key = ed25519PublicKeyFromRaw(publicKey);
  return key !== undefined && verifyEd25519(message, signature, key);
};

/** The verifier of a log's own signatures (type 0x01 only); `undefined` if the key is not one. */
export async function logVerifier(vkey: string): Promise<NoteVerifier | undefined> {
  const parsed = await parseVkey(vkey, sha256);
  if (!parsed.ok || parsed.value.type !== signatureType.ed25519) return undefined;
  return verifierOf(parsed.value, verify);
}
