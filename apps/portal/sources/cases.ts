import type { Connection } from '@ena/client/call.ts';
import { type CasesClient, casesClient, type Wording } from '@ena/client/cases.ts';
import { minute, second } from '@ena/kernel/time.ts';
import type { OwnVisit } from '../shell/visit.ts';

/** The cases' API in the name of the person who visits, and the catalogue of what cases are about. */
export interface CaseSource {
  as(visit: OwnVisit): CasesClient;
  /** What the catalogue calls each area; those that it does not know are left out. */
  areaWords(areas: readonly string[], now: number): Promise<ReadonlyMap<string, Wording>>;
}

/** `wholeMs`: how long a whole overview may last. */
export function caseSource(connection: Connection, wholeMs: number | undefined): CaseSource {
  const words = new AreaWords(connection);
  return {
    as: ({ session }) => casesClient({ ...connection, token: session.accessToken }, wholeMs),
    areaWords: (areas, now) => words.of(areas, now),
  };
}

const keptMs = 5 * minute;
/** So long a catalogue that did not answer is left alone. */
const awayMs = 10 * second;
const most = 1000;
/** Words are a courtesy: a list does not wait long for them. */
const deadlineMs = 200;

/** The catalogue is the same for everyone and changes seldom, so its words are kept for a while. */
class AreaWords {
  readonly #client: CasesClient;
  readonly #kept = new Map<string, { readonly words: Wording | undefined; readonly until: number }>();

  constructor(connection: Connection) {
    this.#client = casesClient({ ...connection, deadlineMs });
  }

  async of(areas: readonly string[], now: number): Promise<ReadonlyMap<string, Wording>> {
    const found = await Promise.all(areas.map(async (area) => [area, await this.#one(area, now)] as const));
    return new Map(found.flatMap(([area, words]) => (words === undefined ? [] : [[area, words]])));
  }

  async #one(area: string, now: number): Promise<Wording | undefined> {
    const kept = this.#kept.get(area);
    if (kept !== undefined && now < kept.until) return kept.words;
    const outcome = await this.#client.typeWords(area);
    const words = outcome.kind === 'ok' && typeof outcome.value.sv === 'string' ? outcome.value : undefined;
    if (this.#kept.size >= most) this.#kept.clear();
    this.#kept.set(area, { words, until: now + (outcome.kind === 'unreachable' ? awayMs : keptMs) });
    return words;
  }
}
