import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { typesToAsk } from '../domain/forwarding/standing.ts';
import type { OwnParty } from '../domain/own-party.ts';
import type { Loa } from '../domain/veil.ts';
import { wordSearch } from '../domain/word-search.ts';
import type { ReachStore } from '../store/forwarding-store.ts';
import type { SeenStore } from '../store/store.ts';
import { type FoundEvent, type OwnSearch, Scan, type ScanTools } from './own-event-scan.ts';
import type { SearchTokens } from './search-tokens.ts';
import { firstSeen } from './seen-marks.ts';
import type { TypeWords } from './type-words.ts';

export interface SearchTools extends ScanTools {
  readonly store: ScanTools['store'] & Pick<SeenStore, 'seen'> & Pick<ReachStore, 'reached'>;
  readonly tokens: SearchTokens;
}

export type SearchOutcome =
  | {
      readonly kind: 'found';
      readonly items: readonly FoundEvent[];
      readonly words: TypeWords;
      /** Where the next page begins; absent behind the last one. */
      readonly next?: string;
      /** May hold something too, but keep their events themselves. */
      readonly notSearched: readonly ReachedProducer[];
    }
  | { readonly kind: 'no-word' | 'stale-token' };

/** A person's search among the events of one party at the producers that are kept here, newest first. */
export async function searchOwnEvents(
  tools: SearchTools,
  { personalNumber, loa }: { readonly personalNumber: string; readonly loa: Loa },
  party: OwnParty,
  search: OwnSearch,
): Promise<SearchOutcome> {
  const { token, limit: _limit, ...question } = search;
  const bound = JSON.stringify([personalNumber, party.customer, question]);
  const after = token === undefined ? undefined : tools.tokens.open(token, bound);
  if (token !== undefined && after === undefined) return { kind: 'stale-token' };
  const matches = search.text === undefined ? () => true : wordSearch(search.text);
  if (matches === undefined) return { kind: 'no-word' };
  const producers = await producersFor(tools, party, search);
  const scan = new Scan(tools, { party, search, loa, matches, producers });
  const last = await scan.run(after);
  const seenAt = await firstSeen(
    tools.store,
    scan.found.map(({ held }) => held),
  );
  return {
    kind: 'found',
    items: scan.found.map((found) => ({ ...found, ...timeOf(seenAt(found.held)) })),
    words: scan.words,
    ...(last !== undefined && { next: tools.tokens.seal(last, bound) }),
    notSearched: producers.filter(({ reach }) => reach.kind !== 'here'),
  };
}

const timeOf = (seenAt: number | undefined) => (seenAt === undefined ? {} : { seenAt });

/** Those of the question at which the person may see something of the party. */
async function producersFor({ store }: SearchTools, { standing }: OwnParty, search: OwnSearch) {
  const all = await store.reached();
  return all.filter(
    ({ id }) =>
      (search.producers.length === 0 || search.producers.includes(id)) &&
      typesToAsk(standing, id, search.filter.types) !== undefined,
  );
}
