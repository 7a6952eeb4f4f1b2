import { availableParallelism } from 'node:os';
import { type DetachedSignature, signDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { canonicalJson } from '@ena/kernel/crypto/jcs.ts';
import { type Clock, second, swedishTime } from '@ena/kernel/time.ts';
import { createFairTurns } from './fair-turns.ts';
import type { RelyingPartyKeys } from './relying-party-keys.ts';

/** When something was put together, and the relying party's signature over it with that instant. */
export interface SignedAt {
  /** RFC 3339, whole seconds, Swedish offset. */
  readonly time: string;
  readonly signature: DetachedSignature;
}

export interface SignedContexts {
  /**
   * Signs `content` together with a member named `stamp` that holds the instant. `question`: for whom; where signatures
   * must wait, those of one question do not hold up those of another.
   */
  sign(relyingParty: string, content: object, stamp: string, question: object): Promise<SignedAt>;
  /** Since the program started. */
  readonly counts: { readonly signed: number; readonly reused: number };
}

export interface SignedContextsOptions {
  readonly keys: Pick<RelyingPartyKeys, 'signing'>;
  readonly clock: Clock;
  /** How many signatures are remembered. Default 20,000, about 20 MB. */
  readonly most?: number;
  /** How many are made at once. Default: on all cores but one, for the main thread must not stand still for them. */
  readonly signers?: number;
}

/** The runtime has four threads for what takes time; one is left to others. */
const mostSigners = 3;
const allCoresButOne = () => Math.min(mostSigners, Math.max(1, availableParallelism() - 1));

/** Clients take an answer for expired after two minutes; what is on its way needs some of them. */
const longestReuse = 90 * second;

interface Remembered {
  readonly at: number;
  readonly signed: Promise<SignedAt>;
}

/**
 * An RS256 signature costs about a millisecond of a processor. While exactly the same content is
 * to be signed by the same key again, the signature is given again with the instant it was made at, for 90 seconds at
 * most. What the content is must be settled anew for each answer: nothing here remembers who may do what.
 */
export function createSignedContexts({
  keys,
  clock,
  most = 20_000,
  signers = allCoresButOne(),
}: SignedContextsOptions): SignedContexts {
  const turns = createFairTurns(signers);
  const remembered = new Map<string, Remembered>();
  const counts = { signed: 0, reused: 0 };
  const remember = (name: string, entry: Remembered) => {
    remembered.delete(name);
    remembered.set(name, entry);
    const [oldest] = remembered.keys();
    if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
    entry.signed.catch(() => {
      if (remembered.get(name) === entry) remembered.delete(name);
    });
  };
  return {
    counts,
    sign: async (relyingParty, content, stamp, question) => {
      const key = await keys.signing(relyingParty);
      const now = clock.now();
      const name = nameOf(relyingParty, key.kid, stamp, content);
      const known = remembered.get(name);
      if (known !== undefined && now >= known.at && now - known.at <= longestReuse) {
        counts.reused += 1;
        remember(name, known);
        return known.signed;
      }
      counts.signed += 1;
      const time = swedishTime(now);
      const signed = turns
        .run(question, () => signDetached({ ...content, [stamp]: time }, key))
        .then((signature) => ({ time, signature }));
      remember(name, { at: Math.floor(now / second) * second, signed });
      return signed;
    },
  };
}

function nameOf(relyingParty: string, kid: string, stamp: string, content: object): string {
  const text = canonicalJson(content);
  if (text === undefined) throw new Error('The content to sign has no canonical JSON form.');
  return sha256(`${relyingParty} ${kid} ${stamp} ${text}`).toString('base64');
}
