import { constantTimeEqual, keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { type Clock, minute } from '@ena/kernel/time.ts';

/** Nonces without state (RFC 9449 §8): a keyed hash of the time, the same in every process that shares the key. */
export interface DpopNonces {
  current(): string;
  /** Whether we gave it within the last few minutes. */
  isOurs(nonce: string): boolean;
}

const period = 2 * minute;

export function createDpopNonces(key: Buffer, clock: Clock): DpopNonces {
  const nonceOf = (turn: number) => keyedPseudonym(key, `dpop-nonce ${turn}`).slice(0, 43);
  const turn = () => Math.floor(clock.now() / period);
  return {
    current: () => nonceOf(turn()),
    isOurs: (nonce) =>
      constantTimeEqual(nonce, nonceOf(turn())) || constantTimeEqual(nonce, nonceOf(turn() - 1)),
  };
}
