import { calls } from './api-calls.ts';
import { type Connection, isRow } from './call.ts';
import { askOverview } from './cases/ask-overview.ts';
import type { CaseParty, Wording } from './cases/event.ts';
import type { Overview, OverviewQuestion } from './cases/overview.ts';
import type { Outcome } from './outcome.ts';

export type {
  CaseAttachment,
  CaseLink,
  CaseNumberKind,
  CaseParty,
  EventExtension,
  MyEvent,
  NamedProducer,
  Wording,
} from './cases/event.ts';
export type {
  FailureReason,
  Overview,
  OverviewAnswer,
  OverviewFailure,
  OverviewLine,
  OverviewQuestion,
} from './cases/overview.ts';

/** What a person sees of her cases; the connection carries her token with the scope `cases:own`. */
export interface CasesClient {
  /** Herself first, then whom she represents or holds a mandate from. */
  parties(): Promise<Outcome<readonly CaseParty[]>>;
  /** Answers when it is known which producers are asked; what they say is read as it comes. */
  overview(question: OverviewQuestion, left?: AbortSignal): Promise<Outcome<Overview>>;
  /** Says that events, at most 200, have been opened; `party` is whom they are about, where not herself. */
  markSeen(refs: readonly string[], party?: string): Promise<Outcome<undefined>>;
  /** What the catalogue calls an event type, or a beginning of one. Anyone may ask. */
  typeWords(name: string): Promise<Outcome<Wording>>;
}

const v1 = '/cases/v1';

/** Longer than the API waits for any producer: an overview ends by itself. */
const overviewMs = 65_000;

export function casesClient(connection: Connection, wholeMs = overviewMs): CasesClient {
  const { get, done } = calls(connection);
  return {
    parties: async () => {
      const outcome = await get<{ readonly items?: readonly CaseParty[] }>(`${v1}/my/parties`);
      if (outcome.kind !== 'ok') return outcome;
      const { items = [] } = outcome.value;
      return { kind: 'ok', value: Array.isArray(items) ? items.filter(isRow<CaseParty>) : [] };
    },
    overview: (question, left) =>
      askOverview(connection, question, { wholeMs, ...(left !== undefined && { left }) }),
    markSeen: (refs, party) => done(`${v1}/my/seen`, { refs, ...(party !== undefined && { for: party }) }),
    typeWords: (name) => get(`${v1}/event-types/${encodeURIComponent(name)}`),
  };
}
