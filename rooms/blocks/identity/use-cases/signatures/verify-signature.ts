import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { constantTimeEqual } from '@ena/kernel/crypto/secret.ts';
import type { Level } from '../../domain/assurance.ts';
import type { Signature } from '../../domain/signature.ts';
import { parseEvidence, parseSignature, signatureType, testSignatureType } from '../../wire/signature.ts';
import { judgeEvidence } from './judge-evidence.ts';
import type { SignatureKeys } from './signature-keys.ts';

export type SignatureVerdict =
  | {
      readonly kind: 'valid';
      readonly personalNumber: string;
      readonly name: string;
      readonly loa: Level;
      readonly signedAt: number;
      /** The provider that vouched; absent for a test signature. */
      readonly vouchedBy?: string;
      /** Whether the person's own signature within it could be read and was verified too. */
      readonly userSignatureChecked?: boolean;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

export interface SignatureQuestion {
  readonly userSignature: string;
  readonly tbsData: Uint8Array;
}

export interface SignatureVerifier {
  readonly keys: Pick<SignatureKeys, 'find'>;
  readonly issuer: string;
  /** Test signatures are believed in the sandbox alone. */
  readonly sandbox: boolean;
}

const longest = 262_144;

/**
 * Whether it is an e-signature of this room over exactly these bytes: our signature first, then the evidence in it, by
 * the keys that it holds. Nobody is asked, and a valid one stays valid: it has no expiry.
 */
export async function verifySignature(
  { keys, issuer, sandbox }: SignatureVerifier,
  { userSignature, tbsData }: SignatureQuestion,
  now: number,
): Promise<SignatureVerdict> {
  const jws = Buffer.from(userSignature, 'base64').toString('utf8');
  const header = jws.length > longest ? undefined : decodeJwtUnverified(jws)?.header;
  if (header === undefined) return invalid('malformed');
  const typ = header.typ === testSignatureType ? testSignatureType : signatureType;
  if (typ === testSignatureType && !sandbox) return invalid('test-signature');
  const key = typeof header.kid === 'string' ? await keys.find(header.kid) : undefined;
  if (key?.withdrawnAt !== undefined) return invalid('key-withdrawn');
  const verified = await verifyJwt(jws, {
    typ,
    keys: key === undefined ? [] : [{ ...key.jwk }],
    now,
    maxBytes: longest,
  });
  if (!verified.ok) return invalid(verified.error);
  const { payload } = verified.value;
  const signature = parseSignature(payload);
  if (signature === undefined) return invalid('malformed');
  if (signature.issuer !== issuer) return invalid('another-issuer');
  if (!constantTimeEqual(signature.textHash, sha256(tbsData).toString('base64url')))
    return invalid('other-data');
  return typ === testSignatureType ? valid(signature) : byEvidence(signature, payload, tbsData);
}

function byEvidence(
  signature: Signature,
  payload: Readonly<Record<string, unknown>>,
  tbsData: Uint8Array,
): SignatureVerdict {
  const evidence = parseEvidence(payload);
  if (evidence === undefined) return invalid('no-evidence');
  const judged = judgeEvidence(evidence, tbsData, signature.at);
  if (!judged.ok) return invalid(judged.error);
  const { personalNumber, level, userSignatureChecked } = judged.value;
  if (personalNumber !== signature.personalNumber || level !== signature.level)
    return invalid('evidence-of-another');
  return { ...valid(signature), vouchedBy: evidence.issuer, userSignatureChecked };
}

function valid({ personalNumber, name, level, at }: Signature) {
  return { kind: 'valid', personalNumber, name, loa: level, signedAt: at } as const;
}

function invalid(reason: string): SignatureVerdict {
  return { kind: 'invalid', reason };
}
