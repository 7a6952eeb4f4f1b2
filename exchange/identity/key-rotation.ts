import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Sealer } from '@ena/kernel/crypto/seal.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { TlsIdentities } from './tls-identities.ts';

interface Options {
  readonly rings: { readonly signing: KeyRing; readonly federation: KeyRing };
  readonly tls: TlsIdentities;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Partners have fetched a published key after this long. */
  readonly settleMs: number;
  /** Puts a promoted TLS key to use. */
  readonly useTls: () => Promise<void>;
}

export interface RotationStep {
  readonly step: 'announced' | 'waiting' | 'promoted' | 'settled' | 'rotated';
  readonly next: string;
}

/**
 * Rotation without downtime takes three calls: announce and publish the new key, use it when every partner has
 * fetched it, and withdraw the old one. A step taken too early answers `waiting` and changes nothing.
 */
export class KeyRotation {
  readonly #options: Options;
  readonly #changedAt = new Map<string, number>();

  /** A rotation that was under way when the program ended waits its whole time again. */
  constructor(options: Options) {
    this.#options = options;
    const { rings, tls, clock } = options;
    const underWay = {
      tls: tls.phase !== 'single',
      signing: rings.signing.all.length > 1,
      federation: rings.federation.all.length > 1,
    };
    for (const [use, is] of Object.entries(underWay)) if (is) this.#changedAt.set(use, clock.now());
  }

  async step(use: 'signing' | 'tls' | 'records' | 'federation'): Promise<RotationStep> {
    if (use === 'records') {
      this.#options.sealer.rotate();
      return { step: 'rotated', next: 'Nothing: new records use the new key, old records keep theirs.' };
    }
    const waitMs = (this.#changedAt.get(use) ?? 0) + this.#options.settleMs - this.#options.clock.now();
    if (waitMs > 0)
      return {
        step: 'waiting',
        next: `Call again in ${Math.ceil(waitMs / 1000)} s, when every partner has fetched the statement.`,
      };
    this.#changedAt.set(use, this.#options.clock.now());
    return use === 'tls' ? this.#stepTls() : this.#stepRing(this.#options.rings[use]);
  }

  #stepRing(ring: KeyRing): RotationStep {
    if (ring.next) {
      ring.promote();
      return { step: 'promoted', next: 'Call again later to withdraw the old key.' };
    }
    if (ring.all.length > 1) {
      ring.prune(this.#options.clock.now());
      return { step: 'settled', next: 'Nothing: the rotation is complete.' };
    }
    ring.announce();
    return { step: 'announced', next: 'Call again to use the new key.' };
  }

  async #stepTls(): Promise<RotationStep> {
    const { tls, useTls } = this.#options;
    if (tls.phase === 'promoted') {
      tls.settle();
      return { step: 'settled', next: 'Nothing: the rotation is complete.' };
    }
    if (tls.promote()) {
      await useTls();
      return { step: 'promoted', next: 'Call again later to end the old key’s publication.' };
    }
    tls.announce();
    return { step: 'announced', next: 'Call again to use the new key.' };
  }
}
