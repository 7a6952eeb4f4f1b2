import { join } from 'node:path';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { openSealer } from '@ena/kernel/crypto/seal.ts';
import { type Clock, hour } from '@ena/kernel/time.ts';
import type { EventPlace } from '../store/store.ts';

/**
 * Continuation tokens: sealed, so that nobody reads or forges one; of use to the same person for the same question
 * alone, for an hour.
 */
export interface SearchTokens {
  seal(place: EventPlace, question: string): string;
  /** Nothing for one that is old, broken, or of another question. */
  open(token: string, question: string): EventPlace | undefined;
}

interface Sealed extends EventPlace {
  readonly until: number;
}

export function openSearchTokens(keyFolder: string, clock: Clock): SearchTokens {
  const sealer = openSealer(join(keyFolder, 'search-tokens'));
  return {
    seal: (place, question) => {
      const plain: Sealed = { ...place, until: clock.now() + hour };
      return sealer.seal(Buffer.from(JSON.stringify(plain)), sha256(question)).toString('base64url');
    },
    open: (token, question) => {
      const plain = sealer.open(Buffer.from(token, 'base64url'), sha256(question));
      if (!plain.ok) return undefined;
      const { until, ...place } = JSON.parse(plain.value.toString()) as Sealed;
      return clock.now() < until ? place : undefined;
    },
  };
}
