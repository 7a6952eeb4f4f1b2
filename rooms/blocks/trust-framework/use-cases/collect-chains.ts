import { wellKnownOf } from '@ena/kernel/federation/entity-id.ts';
import { isObject, isStrings } from '@ena/kernel/federation/json.ts';
import { isConfiguration, type Statement } from '@ena/kernel/federation/statement.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Beneath } from './resolution-memory.ts';
import type { Sourced, StatementSource } from './statement-source.ts';

/** The anchor that a chain is to end in: ours, whose word is at hand, or another, which is asked like any superior. */
export interface ChainEnd {
  readonly entityId: string;
  /** Ours only: what it says about a subordinate, and at which revision; undefined where it says nothing. */
  statementAbout?(entityId: string): Promise<{ readonly jwt: string; readonly beneath: Beneath } | undefined>;
  configuration?(): Promise<string>;
  /** Ours only: intermediates that may know of a subject which does not publish its configuration itself. */
  intermediates?(): Promise<readonly string[]>;
  /** Where the configuration of a subordinate is, if not at its own id. */
  locationOf?(entityId: string): Promise<string | undefined>;
}

export interface Candidate {
  readonly chain: readonly Statement[];
  readonly beneath: Beneath | undefined;
  /** Seconds: the oldest part that could not be fetched again. */
  readonly keptSince?: number;
}

/** Bounds on what one question may cost: levels above the subject, hints followed for one entity, fetches and time. */
const deepest = 8;
const mostHints = 8;
const mostFetches = 40;
const longestMs = 10_000;
const mostAsked = 20;

export interface SearchTools {
  readonly source: StatementSource;
  readonly clock: Clock;
  /** Whether the subject is a member, or was found before. */
  isKnown(subject: string): Promise<boolean>;
}

/** What came of the search beside the chains: whether somebody could not be reached, and whether the subject is known. */
export interface Search {
  unreachable: boolean;
  subjectFound: boolean;
}

/**
 * Possible chains from the subject to the anchor, shortest way first at each level, not yet believed
 * (OpenID Federation 1.0 §10.1). Bottom-up along `authority_hints`; an entity met before on the way is not followed,
 * which ends loops. Where the subject publishes nothing, its superiors are asked where it is (top-down, as Entity
 * Configuration Hosting 1.0 wants).
 */
export async function* candidateChains(
  subject: string,
  end: ChainEnd,
  tools: SearchTools,
  search: Search,
): AsyncGenerator<Candidate> {
  const walk = new Walk(end, tools, search);
  const leaf = await walk.configurationOf(subject);
  // Any name can be asked about: that one of them leads nowhere is no fault of the federation, unless it is known.
  if (leaf === undefined && !(await tools.isKnown(subject))) search.unreachable = false;
  if (leaf !== undefined) search.subjectFound = true;
  for (const start of leaf === undefined ? await walk.fromAbove(subject) : [leaf]) {
    search.subjectFound = true;
    yield* walk.climb([start], [subject]);
  }
}

class Walk {
  readonly #end: ChainEnd;
  readonly #source: StatementSource;
  readonly #search: Search;
  /** One entity may stand on several ways; it is looked for once. */
  readonly #configurations = new Map<string, Promise<Statement | undefined>>();
  readonly #clock: Clock;
  readonly #startedAt: number;
  #fetches = 0;
  #keptSince: number | undefined;

  constructor(end: ChainEnd, { source, clock }: SearchTools, search: Search) {
    this.#end = end;
    this.#source = source;
    this.#search = search;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  async *climb(chain: readonly Statement[], met: readonly string[]): AsyncGenerator<Candidate> {
    const current = met.at(-1) ?? '';
    const configuration = met.length === 1 ? chain[0] : await this.configurationOf(current);
    const hints = configuration?.claims.authority_hints;
    if (!isStrings(hints)) return;
    const ordered = [...new Set(hints.slice(0, mostHints))].sort(
      (a, b) => Number(b === this.#end.entityId) - Number(a === this.#end.entityId),
    );
    for (const superior of ordered) {
      if (superior === this.#end.entityId) yield* this.#atEnd(chain, current);
      else if (!met.includes(superior) && met.length < deepest) {
        const word = await this.#wordOf(superior, current);
        if (word !== undefined) yield* this.climb([...chain, word], [...met, superior]);
      }
    }
  }

  async *#atEnd(chain: readonly Statement[], entityId: string): AsyncGenerator<Candidate> {
    const [word, own] = await Promise.all([
      this.#end.statementAbout?.(entityId),
      this.#end.configuration?.(),
    ]);
    const kept = this.#keptSince === undefined ? {} : { keptSince: this.#keptSince };
    if (own !== undefined) {
      const about = word && this.#source.own(word.jwt);
      const anchor = this.#source.own(own);
      if (word === undefined || about === undefined || anchor === undefined) return;
      const { beneath } = word;
      yield { chain: [...chain, about, anchor], beneath, ...kept };
      return;
    }
    const about = await this.#wordOf(this.#end.entityId, entityId);
    const anchor = await this.configurationOf(this.#end.entityId);
    if (about === undefined || anchor === undefined) return;
    const since = this.#keptSince;
    yield {
      chain: [...chain, about, anchor],
      beneath: undefined,
      ...(since !== undefined && { keptSince: since }),
    };
  }

  configurationOf(entityId: string): Promise<Statement | undefined> {
    const found = this.#configurations.get(entityId) ?? this.#findConfiguration(entityId);
    this.#configurations.set(entityId, found);
    return found;
  }

  async #findConfiguration(entityId: string): Promise<Statement | undefined> {
    const location = (await this.#end.locationOf?.(entityId)) ?? wellKnownOf(entityId);
    const statement = await this.#read(location);
    return statement !== undefined && isConfiguration(statement) && statement.sub === entityId
      ? statement
      : undefined;
  }

  /** What a superior says about a subordinate, from the endpoint that its own configuration names. */
  async #wordOf(superior: string, about: string): Promise<Statement | undefined> {
    const configuration = await this.configurationOf(superior);
    const metadata = configuration?.claims.metadata;
    const own = isObject(metadata) ? metadata.federation_entity : undefined;
    const endpoint = isObject(own) ? own.federation_fetch_endpoint : undefined;
    if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return undefined;
    const url = new URL(endpoint);
    url.searchParams.set('sub', about);
    const word = await this.#read(url.href);
    return word?.iss === superior && word.sub === about ? word : undefined;
  }

  /** Configurations of the subject, found through what intermediates say of where it is. */
  async fromAbove(subject: string): Promise<readonly Statement[]> {
    const asked = ((await this.#end.intermediates?.()) ?? []).slice(0, mostAsked);
    const words = await Promise.all(asked.map((superior) => this.#wordOf(superior, subject)));
    const found = await Promise.all(
      words.map((word) => {
        const location = word?.claims.ec_location;
        return typeof location === 'string' ? this.#read(location) : undefined;
      }),
    );
    return found.filter(
      (statement) => statement !== undefined && isConfiguration(statement) && statement.sub === subject,
    ) as Statement[];
  }

  async #read(url: string): Promise<Statement | undefined> {
    this.#fetches += 1;
    if (this.#fetches > mostFetches) return undefined;
    if (this.#clock.now() - this.#startedAt > longestMs) {
      this.#search.unreachable = true;
      return undefined;
    }
    const sourced: Sourced = await this.#source.read(url);
    if (sourced.kind === 'unreachable') this.#search.unreachable = true;
    if (sourced.kind !== 'found') return undefined;
    if (sourced.keptSince !== undefined)
      this.#keptSince = Math.min(this.#keptSince ?? sourced.keptSince, sourced.keptSince);
    return sourced.statement;
  }
}
