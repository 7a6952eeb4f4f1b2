import assert from 'node:assert/strict';
import { type VerifyOptions, verifyEvidence } from '@ena/client/verify/verify-evidence.ts';

/** Holds an evidence file to every check of the verifier that third parties use; answers what it proves. */
export async function assertProves(fileText: string, options: VerifyOptions = {}) {
  const verdict = await verifyEvidence(fileText, options);
  const failed = verdict.checks
    .filter((check) => check.ok === false)
    .map((check) => `${check.id}: ${check.detail.en}`);
  assert.deepEqual(failed, [], 'the evidence verifies');
  assert.ok(verdict.summary);
  return verdict.summary;
}
