import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { stringField } from '../verify/json.ts';
import { fileText } from './file-text.ts';
import { judgeEvidence, textHash } from './judge-evidence.ts';
import { isSignedByOneOf, type Jws, keysIn, readJws } from './jws.ts';
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

const kinds = { real: 'ena-signature+jwt', test: 'ena-test-signature+jwt' } as const;

/** Who signed which text and when, by the files alone: nobody is asked. Else the first thing that does not hold. */
export async function verifySignatureFile({
  file,
  text,
  keys,
}: SignatureQuestion): Promise<Result<SignatureFinding, SignatureProblem>> {
  const jws = readJws(fileText(file) ?? '');
  const said = jws && readSaid(jws.payload);
  if (jws === undefined || said === undefined) return fail('malformed');
  const problem = await signingProblem(jws, keys);
  if (problem !== undefined) return fail(problem);
  if (said.textHash !== (await textHash(text))) return fail('other-text');
  if (stringField(jws.header, 'typ') === kinds.test)
    return ok({ ...said, provider: undefined, ownSignatureChecked: false });
  const evidence = readEvidence(jws.payload);
  if (evidence === undefined) return fail('no-evidence');
  const judged = await judgeEvidence(evidence, said, text);
  return judged.ok ? ok({ ...said, provider: evidence.issuer, ownSignatureChecked: judged.value }) : judged;
}

/** A signature has no expiry; a key that leaked proves nothing. */
async function signingProblem(jws: Jws, keys: unknown): Promise<SignatureProblem | undefined> {
  const listed = keysIn(keys);
  if (listed === undefined) return 'keys-malformed';
  const kid = stringField(jws.header, 'kid');
  const entry = listed.find((one) => kid !== undefined && stringField(one, 'kid') === kid);
  if (entry === undefined) return 'unknown-key';
  if (entry.withdrawnAt !== undefined) return 'key-withdrawn';
  const isKind = Object.values<string | undefined>(kinds).includes(stringField(jws.header, 'typ'));
  return isKind && (await isSignedByOneOf(jws, [entry])) ? undefined : 'not-signed';
}
