import { signBatch } from '@ena/kernel/crypto/http-signatures/batch-signature.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { Gatherer } from '../load/gatherer.ts';

interface Waiting {
  readonly base: Buffer;
  readonly settle: (signature: Buffer) => void;
}

export interface GroupSignerOptions {
  readonly waitMs: number;
  readonly isBusy: () => boolean;
}

/** Paths of at most five hashes: under load that is a thirtieth of a signature for each message. */
const largestGroup = 32;

/** Signs messages in groups by `ena-merkle-p256-sha256`: one ECDSA signature for each group, all of one key. */
export class GroupSigner {
  readonly #groups: Gatherer<Waiting>;
  #key: SigningKey | undefined;

  constructor({ waitMs, isBusy }: GroupSignerOptions) {
    this.#groups = new Gatherer({
      most: largestGroup,
      waitMs,
      isBusy,
      onGroup: (group) => this.#sign(group),
    });
  }

  /** The signature value for one base (latin-1 text). */
  sign(base: string, key: SigningKey): Promise<Buffer> {
    if (this.#key !== key) this.#groups.close();
    this.#key = key;
    return new Promise((settle) => this.#groups.add({ base: Buffer.from(base, 'latin1'), settle }));
  }

  #sign(group: readonly Waiting[]): void {
    if (this.#key === undefined) return;
    const bases = group.map(({ base }) => base);
    const values = signBatch(bases, this.#key.privateKey);
    for (const [index, { settle }] of group.entries()) settle(Buffer.from(values[index] ?? []));
  }
}
