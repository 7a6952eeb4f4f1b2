import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { isAsked, maySee } from '../domain/forwarding/standing.ts';
import { type OwnParty, typesToRead } from '../domain/own-party.ts';
import type { OwnEventsFilter } from '../domain/question.ts';
import { type Loa, type ShownEvent, veiled } from '../domain/veil.ts';
import type { WordSearch } from '../domain/word-search.ts';
import type { CatalogueStore, EventPlace, HeldEvent, OwnEventReader } from '../store/store.ts';
import type { Refs } from './refs.ts';
import { type TypeWords, typeWords } from './type-words.ts';

export interface ScanTools {
  readonly store: Pick<OwnEventReader, 'ownEvents'> & Pick<CatalogueStore, 'typesOf'>;
  readonly refs: Refs;
}

export interface OwnSearch {
  readonly text?: string;
  readonly filter: OwnEventsFilter;
  /** Ids; empty for all. */
  readonly producers: readonly string[];
  /** Of a case. */
  readonly case?: string;
  readonly token?: string;
  readonly limit: number;
}

/** An event as it is shown, with what else is said of it. */
export interface FoundEvent extends ShownEvent {
  readonly producer: ReachedProducer;
  /** The producer's id of the event, of which only refs are told. */
  readonly held: HeldEvent;
  readonly seenAt?: number;
}

export interface ScanPace {
  /** Events read at a time where not all that are read will fit. */
  readonly chunk: number;
  /** Of descriptions; when so many have been read the page ends, short or empty, and the next one goes on. */
  readonly mostCharacters: number;
}

const usualPace: ScanPace = { chunk: 1000, mostCharacters: 16_000_000 };

export interface ScanPlan {
  readonly party: OwnParty;
  readonly search: OwnSearch;
  readonly loa: Loa;
  readonly matches: WordSearch;
  readonly producers: readonly ReachedProducer[];
  readonly pace?: ScanPace;
}

/** Reads the party's events a chunk at a time until a page is full and it is known whether more follows. */
export class Scan {
  readonly found: FoundEvent[] = [];
  readonly words: TypeWords;
  readonly #tools: ScanTools;
  readonly #plan: ScanPlan;
  readonly #here: ReadonlyMap<string, ReachedProducer>;
  /** One case has many events, and a ref is dear. */
  readonly #caseRefs = new Map<string, string>();
  #read = 0;

  constructor(tools: ScanTools, plan: ScanPlan) {
    this.#tools = tools;
    this.#plan = plan;
    this.words = typeWords(tools.store);
    const here = plan.producers.filter(({ reach }) => reach.kind === 'here');
    this.#here = new Map(here.map((producer) => [producer.id, producer]));
  }

  /** Answers the place behind which more may follow. */
  async run(after: EventPlace | undefined): Promise<EventPlace | undefined> {
    const { party, search, pace = usualPace } = this.#plan;
    const limit = this.#isSifted() ? pace.chunk : search.limit + 1;
    const producers = [...this.#here.keys()];
    const filter = { ...search.filter, types: typesToRead(party, producers, search.filter.types) };
    const asked = { customer: party.customer, producers, filter };
    for (let place = after; ; ) {
      const held = await this.#tools.store.ownEvents({ ...asked, ...(place && { after: place }), limit });
      await this.words.learn(held.map(({ event }) => event.type));
      for (const one of held) {
        const shown = this.#shown(one);
        if (shown !== undefined && this.found.length === search.limit) return place;
        if (shown !== undefined) this.found.push(shown);
        place = placeOf(one);
      }
      if (held.length < limit) return undefined;
      if (this.#read > pace.mostCharacters) return place;
    }
  }

  /** Whether more is judged here than the database judges. */
  #isSifted(): boolean {
    const { text, case: reference } = this.#plan.search;
    return text !== undefined || reference !== undefined;
  }

  /** Nothing for what the person may not see or has not asked for; what is veiled is judged by what is shown. */
  #shown(held: HeldEvent): FoundEvent | undefined {
    const { party, search, loa, matches } = this.#plan;
    this.#read += held.event.description.length;
    const producer = this.#here.get(held.producer);
    if (producer === undefined || !maySee(party.standing, held.producer, held.event.type)) return undefined;
    if (search.case !== undefined && !this.#isOfCase(held, search.case)) return undefined;
    const shown = veiled(held.event, loa);
    const { title, description, type, subject } = shown.event;
    if (!isAsked(type, search.filter.types)) return undefined;
    const { sv = '', en = '' } = this.words.of(type) ?? {};
    if (!matches([title, description, sv, en, subject.case?.id ?? ''])) return undefined;
    return { ...shown, producer, held };
  }

  #isOfCase({ producer, event }: HeldEvent, ref: string): boolean {
    const reference = event.subject.case;
    if (reference === undefined) return false;
    const key = JSON.stringify([producer, reference]);
    const known = this.#caseRefs.get(key) ?? this.#tools.refs.case(producer, reference);
    this.#caseRefs.set(key, known);
    return known === ref;
  }
}

function placeOf({ producer, event }: HeldEvent): EventPlace {
  return { at: event.at, producer, id: event.id };
}
