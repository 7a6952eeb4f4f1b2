import { join } from 'node:path';
import type { Verdict } from '@ena/client/verify/verdict.ts';
import { verifyEvidence } from '@ena/client/verify/verify-evidence.ts';
import { writeWhole } from '../folder/write-file.ts';
import type { Reached } from '../organisation/reach.ts';
import { ok, type Result } from '../shell/outcome.ts';

/** One side's record of an exchange, exported and verified. */
export interface CollectedEvidence {
  readonly name: string;
  readonly index: number;
  readonly leafHash: string;
  readonly file: string;
  readonly verdict: Verdict;
}

export function evidenceFile(data: string, exchangeId: string, role: string): string {
  return join(data, 'evidence', `${exchangeId}.${role}.ena-evidence.json`);
}

/** Exports what the organisation has on record of the exchange, and verifies the file as anyone would. */
export async function collectEvidence(
  data: string,
  { client, told, organisation }: Reached,
  exchangeId: string,
): Promise<Result<CollectedEvidence>> {
  const entry = told(await client.exchange(exchangeId));
  if (entry.kind === 'failed') return entry;
  const { index, leafHash, role } = entry.value;
  const evidence = told(await client.evidence(exchangeId));
  if (evidence.kind === 'failed') return evidence;
  const file = evidenceFile(data, exchangeId, role);
  writeWhole(file, evidence.value);
  const verdict = await verifyEvidence(evidence.value, {
    anchorThumbprints: organisation.anchor.thumbprints,
  });
  return ok({ name: organisation.name, index, leafHash: leafHash ?? '', file, verdict });
}
