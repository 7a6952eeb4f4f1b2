import { keyedPseudonym } from '../crypto/secret.ts';
import { readOrMakeSecretKey } from '../crypto/secret-key-file.ts';
import type { Pseudonym } from './authenticate-person.ts';

const length = 32;

/** The names of persons in the audit trail of this installation: an HMAC, cut to 128 bits, under a key of its own. */
export function personPseudonym(keyFolder: string): Pseudonym {
  const key = readOrMakeSecretKey(keyFolder, 'audit-persons');
  return (personalNumber) => keyedPseudonym(key, personalNumber).slice(0, length);
}
