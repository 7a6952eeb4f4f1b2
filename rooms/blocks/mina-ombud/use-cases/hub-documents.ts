import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { type Clock, day, minute, second } from '@ena/kernel/time.ts';
import type { MandateReader } from '../store/store.ts';

/*
 * What connectors need to judge a signed context without asking anyone: the keys of each relying party, and which
 * mandates have ended of late. Both are signed by this room's own key, which the trust anchor's statement names
 * under `ena_hub.mandates`.
 */

export interface HubDocumentTools {
  readonly store: Pick<MandateReader, 'endedSince'>;
  /** Read at each use: keys rotate. */
  readonly keys: { readonly signing: SigningKey };
  readonly clock: Clock;
  /** Entity id of the trust anchor. */
  readonly issuer: string;
  /** The public keys that a relying party signs with; `undefined` for one that is not known here, or away now. */
  readonly keysOf: (orgnr: string) => Promise<readonly object[] | undefined>;
  /** Its mandates are at a producer of its own: those that have ended are asked for (`standings.ts`), not listed. */
  readonly isElsewhere: (orgnr: string) => boolean;
}

/** A connector goes on with the keys for this long when the hub is away, as with entity statements. */
const keysGoodFor = 4 * day;
/**
 * A context is refused when it is five minutes old, and so is a list; this reaches back beyond both and what clocks
 * differ. A list of an hour would be too large to fetch on a day when many end.
 */
const listedFor = 15 * minute;
/**
 * Beyond so many the list says that each context is to be asked about (`standings.ts`): a connector takes 4 MB, and
 * fetches it every few seconds.
 */
const mostListed = 50_000;
/** Many connectors ask in the same second. */
const signedAnewAfter = second;

export interface HubDocuments {
  /** `undefined` where the organisation is no relying party here. */
  keysOf(relyingParty: string): Promise<string | undefined>;
  status(): Promise<string>;
}

export function hubDocuments(tools: HubDocumentTools): HubDocuments {
  let kept: { readonly at: number; readonly jwt: Promise<string> } | undefined;
  return {
    keysOf: (relyingParty) => keysOf(tools, relyingParty),
    status: () => {
      const now = tools.clock.now();
      if (kept === undefined || now - kept.at >= signedAnewAfter || now < kept.at) {
        kept = { at: now, jwt: statusAt(tools, now) };
        kept.jwt.catch(() => {
          kept = undefined;
        });
      }
      return kept.jwt;
    },
  };
}

async function keysOf(tools: HubDocumentTools, relyingParty: string): Promise<string | undefined> {
  const published = await tools.keysOf(relyingParty);
  if (published === undefined) return undefined;
  const keys = published.map((key) => ({ ...key, x5c: undefined }));
  const iat = Math.floor(tools.clock.now() / 1000);
  const ended = tools.isElsewhere(relyingParty) ? 'asked' : 'listed';
  const exp = iat + keysGoodFor / 1000;
  const claims = { iss: tools.issuer, sub: relyingParty, iat, exp, jwks: { keys }, ended };
  return signJwt('ena-mandate-keys+jwt', claims, tools.keys.signing);
}

async function statusAt({ store, keys, issuer }: HubDocumentTools, now: number): Promise<string> {
  const since = now - listedFor;
  const found = await store.endedSince(since, mostListed + 1);
  const ended = found.length > mostListed ? 'asked' : found.map(({ id }) => id);
  const claims = {
    iss: issuer,
    iat: Math.floor(now / 1000),
    exp: Math.floor((now + listedFor) / 1000),
    since: Math.ceil(since / 1000),
    ended,
  };
  return signJwt('ena-mandate-status+jwt', claims, keys.signing);
}
