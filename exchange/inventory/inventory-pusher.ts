import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Result } from '@ena/kernel/result.ts';
import { type Clock, hour, minute, second } from '@ena/kernel/time.ts';
import type { TrustProblem } from '../trust/entity.ts';
import { type Held, inventoryOf, isSame } from './inventory.ts';

interface Options {
  readonly orgnr: string;
  readonly entityId: string;
  readonly anchorId: string;
  readonly signing: KeyRing;
  readonly clock: Clock;
  readonly held: () => Held;
  /** Hands the signed inventory to the hub. */
  readonly send: (orgnr: string, jwt: string) => Promise<Result<void, TrustProblem>>;
}

/** Told anew though nothing has changed: the hub may have been set back, and readers see how fresh it is. */
const repeatAfter = hour;
const firstWait = 5 * second;
const longestWait = 2 * minute;
const lifeSeconds = 300;

/**
 * Tells the hub which systems, services and grants the connector holds, so that the organisation's contacts can read
 * them in the portal. Exchanges never wait for it and rest on nothing in it.
 */
export class InventoryPusher {
  readonly #options: Options;
  #told: { readonly held: Held; readonly at: number } | undefined;
  #issuedAt = 0;
  #failures = 0;
  #notBefore = 0;
  /** Why the hub does not have the newest; `undefined` when it has. */
  problem: string | undefined = 'not yet told';

  constructor(options: Options) {
    this.#options = options;
  }

  /** One attempt, where there is something to tell and the last failure is long enough ago. */
  async push(): Promise<void> {
    const { clock, held, send, orgnr } = this.#options;
    const now = clock.now();
    const current = held();
    if (now < this.#notBefore || this.#isTold(current, now)) return;
    const iat = Math.floor(now / second);
    // Two of one second could not be told apart: the next round takes it.
    if (iat <= this.#issuedAt) return;
    const sent = await send(orgnr, await this.#signed(current, iat));
    if (sent.ok) {
      this.#told = { held: current, at: now };
      this.#issuedAt = iat;
      this.#failures = 0;
      this.problem = undefined;
      return;
    }
    this.problem = sent.error.kind === 'unknown' ? 'the hub takes no inventories' : sent.error.why;
    this.#notBefore = now + Math.min(firstWait * 2 ** this.#failures, longestWait);
    this.#failures += 1;
  }

  #isTold(current: Held, now: number): boolean {
    return isSame(this.#told?.held, current) && now - (this.#told?.at ?? 0) < repeatAfter;
  }

  #signed(current: Held, iat: number): Promise<string> {
    const { entityId, anchorId, signing } = this.#options;
    const claims = { iss: entityId, aud: anchorId, iat, exp: iat + lifeSeconds, ...inventoryOf(current) };
    return signJwt('ena-inventory+jwt', claims, signing.active);
  }
}
