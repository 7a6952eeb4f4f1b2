import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { ed25519PublicKeyFromRaw, verifyEd25519 } from '@ena/kernel/crypto/ed25519.ts';
import { verifierOf } from '@ena/kernel/trace/cosignature.ts';
import type { NoteVerifier } from '@ena/kernel/trace/note.ts';
import { parseVkey } from '@ena/kernel/trace/vkey.ts';
import type { TrustCache } from './trust-cache.ts';

/** The hub's witness key, from the anchor's own statement in our trust chain; empty until there is one. */
export async function witnessVerifiers(
  trust: TrustCache,
  ownEntityId: string,
): Promise<readonly NoteVerifier[]> {
  const vkey = trust.findByEntityId(ownEntityId)?.witnessVkey;
  if (vkey === undefined) return [];
  const parsed = await parseVkey(vkey, (data) => new Uint8Array(sha256(data)));
  const verifier = parsed.ok ? verifierOf(parsed.value, ed25519) : undefined;
  return verifier ? [verifier] : [];
}

function ed25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = ed25519PublicKeyFromRaw(publicKey);
  return key !== undefined && verifyEd25519(message, signature, key);
}
