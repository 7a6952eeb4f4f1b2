import type { VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { Result } from '@ena/kernel/result.ts';
import { type Clock, hour, minute, second } from '@ena/kernel/time.ts';
import type { MandateContext } from '../wire/mandate-context.ts';
import {
  type HubKeys,
  type MandateStatus,
  type RelyingPartyKeySet,
  readKeyDocument,
  readStatusDocument,
  withHubKeys,
} from './hub-document.ts';
import type { MandateMemory } from './mandate-memory.ts';
import { MandateStanding } from './mandate-standing.ts';

export interface MandateTrustOptions extends HubKeys {
  readonly clock: Clock;
  readonly memory: MandateMemory;
  readonly fetchKeys: (relyingParty: string) => Promise<Result<string, unknown>>;
  readonly fetchStatus: () => Promise<Result<string, unknown>>;
  readonly fetchStanding: (context: string, nonce: string) => Promise<Result<string, unknown>>;
}

/** An unknown key is looked for again after this, not sooner: a caller cannot make us ask at will. */
const askAgainMs = 10 * second;
/**
 * Kept keys are fetched anew when they are older: a key that was withdrawn because it leaked is refused after this. A
 * document that is older when it arrives was kept by someone, and is not taken.
 */
const keysFreshForMs = 10 * minute;
/** Without a mandate for this long, nothing is fetched any more. */
const idleAfterMs = 24 * hour;
/** A first question waits for the status this long. */
const freshEnoughMs = 10 * second;

/**
 * Keys of relying parties and the list of ended mandates, held so that a mandate is judged without asking anyone.
 * Keys survive a restart; the list is fetched anew. While mandates come in, `refresh` is called every few seconds,
 * so that one that ends is refused within that time.
 */
export class MandateTrust {
  readonly #options: MandateTrustOptions;
  readonly #standing: MandateStanding;
  readonly #keys = new Map<string, RelyingPartyKeySet>();
  readonly #asked = new Map<string, number>();
  readonly #fetching = new Map<string, Promise<RelyingPartyKeySet | undefined>>();
  #refreshing: Promise<void> | undefined;
  #status: MandateStatus | undefined;
  #usedAt = Number.NEGATIVE_INFINITY;
  #problem: string | undefined;

  constructor(options: MandateTrustOptions) {
    this.#options = options;
    this.#standing = new MandateStanding(options);
  }

  /** One sentence while the list cannot be had, though it is needed. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Whether mandates have been judged of late, or a service demands them. */
  isUsed(): boolean {
    return this.#options.clock.now() - this.#usedAt < idleAfterMs;
  }

  /** The keys with this name that the relying party signs with; empty where it has none. */
  async keysOf(relyingParty: string, kid: string | undefined): Promise<readonly VerificationKey[]> {
    const kept = await this.#kept(relyingParty);
    const named = matching(kept, kid);
    const isFresh = kept !== undefined && this.#options.clock.now() - kept.issuedAt < keysFreshForMs;
    if (named.length > 0 && (isFresh || this.#fetching.has(relyingParty))) return named;
    return matching(await this.#renewed(relyingParty, kept), kid);
  }

  /** Whether ended mandates of this relying party are asked for, and not listed; its keys have been asked for before. */
  isAsked(relyingParty: string): boolean {
    return this.#keys.get(relyingParty)?.isAsked === true;
  }

  /** Those of the context's mandates that have ended, asked now; `undefined` where nobody can tell. */
  endedOf(context: MandateContext, header: string): Promise<ReadonlySet<string> | undefined> {
    return this.#standing.endedOf(context, header);
  }

  /** The newest list, at most a few seconds old where the hub answers; `undefined` where there has never been one. */
  async status(): Promise<MandateStatus | undefined> {
    const now = this.#options.clock.now();
    this.#usedAt = now;
    if (this.#status === undefined || now - this.#status.issuedAt > freshEnoughMs) {
      if (this.#mayAsk('status')) await this.refresh();
      else if (this.#status === undefined) await this.#refreshing;
    }
    return this.#status;
  }

  /** A call while one is under way joins it. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const fetched = await this.#options.fetchStatus();
    if (!fetched.ok) {
      this.#problem = 'the hub does not answer';
      return;
    }
    const read = await withHubKeys(this.#options, (keys) =>
      readStatusDocument(fetched.value, keys, this.#options.clock.now()),
    );
    if (!read.ok) {
      this.#problem = `the hub’s list does not verify (${read.error})`;
      return;
    }
    this.#problem = undefined;
    // An older list, played back, never replaces a newer one.
    if (this.#status === undefined || read.value.issuedAt >= this.#status.issuedAt) this.#status = read.value;
  }

  /** Many calls that need the same keys at once wait for one fetch; the kept ones where it is too soon to ask. */
  #renewed(
    relyingParty: string,
    kept: RelyingPartyKeySet | undefined,
  ): Promise<RelyingPartyKeySet | undefined> {
    const underWay = this.#fetching.get(relyingParty);
    if (underWay !== undefined) return underWay;
    if (!this.#mayAsk(relyingParty)) return Promise.resolve(kept);
    const fetching = this.#fetchKeys(relyingParty, kept).finally(() => this.#fetching.delete(relyingParty));
    this.#fetching.set(relyingParty, fetching);
    return fetching;
  }

  async #kept(relyingParty: string): Promise<RelyingPartyKeySet | undefined> {
    const { clock, memory, hubKeys } = this.#options;
    const held = this.#keys.get(relyingParty);
    if (held !== undefined) return held.expiresAt > clock.now() ? held : undefined;
    const jwt = memory.find(relyingParty);
    if (jwt === undefined) return undefined;
    const read = await readKeyDocument(jwt, hubKeys(), clock.now());
    if (!read.ok || read.value.relyingParty !== relyingParty) return undefined;
    this.#keys.set(relyingParty, read.value);
    return read.value;
  }

  async #fetchKeys(
    relyingParty: string,
    kept: RelyingPartyKeySet | undefined,
  ): Promise<RelyingPartyKeySet | undefined> {
    const { clock, memory, fetchKeys } = this.#options;
    const fetched = await fetchKeys(relyingParty);
    if (!fetched.ok) return kept;
    const read = await withHubKeys(this.#options, (keys) =>
      readKeyDocument(fetched.value, keys, clock.now()),
    );
    if (!read.ok || read.value.relyingParty !== relyingParty) return kept;
    if (clock.now() - read.value.issuedAt > keysFreshForMs) return kept;
    // An older document, played back, brings no withdrawn key into use again.
    if (kept !== undefined && read.value.issuedAt < kept.issuedAt) return kept;
    memory.keep(relyingParty, fetched.value, clock.now());
    this.#keys.set(relyingParty, read.value);
    return read.value;
  }

  #mayAsk(what: string): boolean {
    const now = this.#options.clock.now();
    const wait = what === 'status' ? second : askAgainMs;
    if (now - (this.#asked.get(what) ?? Number.NEGATIVE_INFINITY) < wait) return false;
    if (this.#asked.size > 10_000) this.#asked.clear();
    this.#asked.set(what, now);
    return true;
  }
}

function matching(set: RelyingPartyKeySet | undefined, kid: string | undefined): readonly VerificationKey[] {
  if (set === undefined) return [];
  return kid === undefined ? set.keys : set.keys.filter((key) => key.kid === kid);
}

export const statusEveryMs = 3 * second;
export const statusGoodForMs = 5 * minute;
