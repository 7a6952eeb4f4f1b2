import { type Ed25519Verify, parseTimestampedSignature, verifierOf } from './cosignature.ts';
import { leafInput } from './merkle.ts';
import { type Digest, verifyInclusion } from './merkle-verify.ts';
import { openNote } from './note.ts';
import { parseTlogProof, type TlogProofProblem } from './tlog-proof.ts';
import { signatureType, type Vkey } from './vkey.ts';

/** What a verifier brings along. Keys come from the trust chain, never from the file that is verified. */
export interface ProofPolicy {
  /** Type 0x01; its name must be the checkpoint's origin. */
  readonly log: Vkey;
  /** Type 0x04. None: the proof is checked without a time stamp. */
  readonly witnesses: readonly Vkey[];
  readonly digest: Digest;
  readonly ed25519: Ed25519Verify;
}

export interface Cosigned {
  readonly witness: string;
  /** Seconds since 1970: the entry was in the log at this time. */
  readonly timestamp: number;
}

export type VerifiedProof =
  | {
      readonly kind: 'included';
      readonly index: number;
      readonly size: number;
      readonly cosigned: readonly Cosigned[];
    }
  | { readonly kind: 'malformed'; readonly problem: TlogProofProblem }
  | { readonly kind: 'wrong-origin'; readonly origin: string }
  | { readonly kind: 'not-signed-by-log' }
  | { readonly kind: 'bad-signature'; readonly name: string }
  | { readonly kind: 'not-included' };

/**
 * Verifies a `.tlog-proof` for an entry (the bytes that are hashed into the leaf), and names the first thing that
 * is wrong. How many cosignatures are enough is for the caller: `cosigned` lists those by witnesses it named.
 */
export async function verifyTlogProof(
  source: string,
  entry: Uint8Array,
  policy: ProofPolicy,
): Promise<VerifiedProof> {
  const parsed = parseTlogProof(source);
  if (!parsed.ok) return { kind: 'malformed', problem: parsed.error };
  const { index, hashes, signed } = parsed.value;
  const { origin, size, root } = signed.checkpoint;
  if (origin !== policy.log.name) return { kind: 'wrong-origin', origin };
  const log = policy.log.type === signatureType.ed25519 ? verifierOf(policy.log, policy.ed25519) : undefined;
  const byLog = await openNote(signed.note, log === undefined ? [] : [log]);
  if (byLog.kind === 'no-known-key') return { kind: 'not-signed-by-log' };
  if (byLog.kind === 'bad-signature') return byLog;
  const witnesses = policy.witnesses.filter((vkey) => vkey.type === signatureType.cosignature);
  const verifiers = witnesses.flatMap((vkey) => verifierOf(vkey, policy.ed25519) ?? []);
  const byWitness = await openNote(signed.note, verifiers);
  if (byWitness.kind === 'bad-signature') return byWitness;
  const leaf = await policy.digest(leafInput(entry));
  if (!(await verifyInclusion(policy.digest, leaf, index, { size, root }, hashes)))
    return { kind: 'not-included' };
  const signatures = byWitness.kind === 'signed' ? byWitness.by : [];
  const cosigned = signatures.map(({ name, signature }) => ({
    witness: name,
    timestamp: parseTimestampedSignature(signature)?.timestamp ?? 0,
  }));
  return { kind: 'included', index, size, cosigned };
}
