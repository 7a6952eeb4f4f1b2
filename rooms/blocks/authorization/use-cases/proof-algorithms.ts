import { dpopAlgorithms } from '@ena/kernel/identity/dpop-algorithms.ts';
import type { Profile } from '../domain/profile.ts';

/** Of DPoP proofs under the profile: as for assertions, but never RSASSA-PKCS1, which we do not publish for proofs. */
export function proofAlgorithms({
  algorithms,
}: Pick<Profile, 'algorithms'>): readonly (typeof dpopAlgorithms)[number][] {
  return dpopAlgorithms.filter((alg) => algorithms.includes(alg));
}
