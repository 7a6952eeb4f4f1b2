import { randomSalt } from '@ena/kernel/crypto/random.ts';
import type { Result } from '@ena/kernel/result.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import type { MandateContext } from '../wire/mandate-context.ts';
import { type HubKeys, readStandingDocument, withHubKeys } from './hub-document.ts';

export interface MandateStandingOptions extends HubKeys {
  readonly clock: Clock;
  /** Asks the hub about a context, given as it came in `Ena-Mandate`. */
  readonly fetchStanding: (context: string, nonce: string) => Promise<Result<string, unknown>>;
}

/** With what the hub keeps, and what a producer takes to answer, below the ten seconds within which an end must count. */
const keptForMs = 3 * second;
const mostKept = 10_000;

/** Which mandates of a producer elsewhere have ended: asked when a context comes, as no list can name them. */
export class MandateStanding {
  readonly #options: MandateStandingOptions;
  readonly #asked = new Map<
    string,
    { readonly at: number; readonly ended: Promise<ReadonlySet<string> | undefined> }
  >();

  constructor(options: MandateStandingOptions) {
    this.#options = options;
  }

  /** Those of the context's mandates that have ended; `undefined` where that cannot be told now. */
  endedOf(context: MandateContext, header: string): Promise<ReadonlySet<string> | undefined> {
    const now = this.#options.clock.now();
    const key = `${context.relyingParty} ${context.mandates.toSorted().join(' ')}`;
    const known = this.#asked.get(key);
    if (known !== undefined && now - known.at < keptForMs && now >= known.at) return known.ended;
    if (this.#asked.size >= mostKept) this.#asked.clear();
    const ended = this.#ask(context.relyingParty, header);
    const entry = { at: now, ended };
    this.#asked.set(key, entry);
    void ended.then((told) => {
      if (told === undefined && this.#asked.get(key) === entry) this.#asked.delete(key);
    });
    return ended;
  }

  async #ask(relyingParty: string, header: string): Promise<ReadonlySet<string> | undefined> {
    const { clock, fetchStanding } = this.#options;
    const nonce = randomSalt(16).toString('base64url');
    const fetched = await fetchStanding(header, nonce);
    if (!fetched.ok) return undefined;
    const read = await withHubKeys(this.#options, (keys) =>
      readStandingDocument(fetched.value, keys, clock.now(), { relyingParty, nonce }),
    );
    return read.ok ? read.value : undefined;
  }
}
