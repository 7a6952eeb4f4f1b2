import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import type { CaseReference, Customer } from '../domain/event.ts';

/**
 * What stands for events, cases, parties and viewers towards persons and producers: 128 bits of an HMAC under a key of
 * this installation. The same each time; without the key nobody can find what one stands for by trying.
 */
export interface Refs {
  event(producer: string, id: string): string;
  case(producer: string, reference: CaseReference): string;
  /** Another one for each person, so that two who act for one party cannot tell. */
  party(personalNumber: string, party: Customer): string;
  /** Who has seen an event. */
  viewer(personalNumber: string): string;
}

export function openRefs(keyFolder: string): Refs {
  const key = readOrMakeSecretKey(keyFolder, 'refs');
  const ref = (...parts: readonly string[]) =>
    Buffer.from(keyedPseudonym(key, JSON.stringify(parts)).slice(0, 32), 'hex').toString('base64url');
  return {
    event: (producer, id) => ref('event', producer, id),
    case: (producer, { kind, id }) => ref('case', producer, kind, id),
    party: (personalNumber, { kind, id, suffix = '' }) => ref('party', personalNumber, kind, id, suffix),
    viewer: (personalNumber) => ref('viewer', personalNumber),
  };
}
