import { signBatch } from '@ena/kernel/crypto/http-signatures/batch-signature.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';

interface Waiting {
  readonly base: Buffer;
  readonly settle: (signature: Buffer) => void;
}

/** Paths of at most five hashes: under load that is a thirtieth of a signature for each message. */
export const largestGroup = 32;

/**
 * Signs messages in groups by `ena-merkle-p256-sha256`: one ECDSA signature for each group, all of one key. A group is
 * what is handed over before any of it is looked at again: the messages that a `Gatherer` let go together.
 */
export class GroupSigner {
  #waiting: Waiting[] = [];
  #key: SigningKey | undefined;

  /** The signature value for one base (latin-1 text). */
  sign(base: string, key: SigningKey): Promise<Buffer> {
    if (this.#key !== key || this.#waiting.length >= largestGroup) this.#signAll();
    this.#key = key;
    return new Promise((settle) => {
      if (this.#waiting.push({ base: Buffer.from(base, 'latin1'), settle }) === 1)
        queueMicrotask(() => this.#signAll());
    });
  }

  #signAll(): void {
    const group = this.#waiting;
    if (this.#key === undefined || group.length === 0) return;
    this.#waiting = [];
    const values = signBatch(
      group.map(({ base }) => base),
      this.#key.privateKey,
    );
    for (const [index, { settle }] of group.entries()) settle(Buffer.from(values[index] ?? []));
  }
}
