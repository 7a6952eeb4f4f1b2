import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { decodeJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { judgeEvidence } from './judge-evidence.ts';
import type { SignatureProblem } from './problems.ts';
import { readEvidence, readSaid, type Said } from './read-signature.ts';

/** An e-signature as it was downloaded, the exact text, and the installation's list `/identity/signature-keys`. */
export interface SignatureQuestion {
  readonly file: string;
  readonly text: Uint8Array;
  readonly keys: unknown;
}

export interface SignatureFinding extends Said {
  /** The provider that identified the person; absent for a test signature, for which nobody vouches. */
  readonly provider: string | undefined;
  /** Whether the person's own signature could be read here, and was verified too. */
  readonly ownSignatureChecked: boolean;
}

const longest = 262_144;
const kinds = { real: 'ena-signature+jwt', test: 'ena-test-signature+jwt' } as const;

/** Who signed which text and when, by the files alone: nobody is asked. Else the first thing that does not hold. */
export function verifySignatureFile(question: SignatureQuestion): Result<SignatureFinding, SignatureProblem> {
  const { file, text, keys } = question;
  const jws = Buffer.from(file.trim(), 'base64').toString('latin1');
  const decoded = jws.length > longest ? undefined : decodeJwtDirect(jws);
  const said = decoded && readSaid(decoded.payload);
  if (decoded === undefined || said === undefined) return fail('malformed');
  const signed = signedBy(jws, decoded.header.kid, keys, said.at);
  if (!signed.ok) return signed;
  if (said.textHash !== sha256(text).toString('base64url')) return fail('other-text');
  if (decoded.header.typ === kinds.test)
    return ok({ ...said, provider: undefined, ownSignatureChecked: false });
  const evidence = readEvidence(decoded.payload);
  if (evidence === undefined) return fail('no-evidence');
  const judged = judgeEvidence(evidence, said, text);
  return judged.ok ? ok({ ...said, provider: evidence.issuer, ownSignatureChecked: judged.value }) : judged;
}

/** A signature has no expiry; a key that leaked proves nothing. */
function signedBy(jws: string, kid: unknown, keys: unknown, at: number): Result<undefined, SignatureProblem> {
  const listed = listOf(keys);
  if (listed === undefined) return fail('keys-malformed');
  const entry = listed.find((one) => one.kid === kid);
  if (entry === undefined) return fail('unknown-key');
  if (entry.withdrawnAt !== undefined) return fail('key-withdrawn');
  const verified = verifyJwtDirect(jws, {
    typ: Object.values(kinds),
    algorithms: jwsAlgorithms,
    keys: readKeySet({ keys: [entry] }),
    now: at,
    maxBytes: longest,
  });
  return verified.ok ? ok(undefined) : fail('not-signed');
}

function listOf(keys: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  const list = typeof keys === 'object' && keys !== null && 'keys' in keys ? keys.keys : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : undefined;
}
