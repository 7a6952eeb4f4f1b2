import type { Subject } from '../domain/event.ts';
import type { EventFilter, Question, SortKey } from '../domain/question.ts';
import { writtenInSweden } from '../domain/swedish-clock.ts';
import { attributes, type KundhandelseFraga } from './kundhandelse-fraga.ts';
import { renderPart } from './part.ts';

export interface AskedOfProducer extends Pick<Question, 'sort' | 'slice'> {
  readonly subjects: readonly Subject[];
  readonly filter: EventFilter;
  /** Twelve digits. */
  readonly user: string;
}

/** The question as a producer elsewhere is asked it. */
export function renderFraga({ subjects, filter, sort, slice, user }: AskedOfProducer): KundhandelseFraga {
  const { types, tags, from, until } = filter;
  const behandling = renderBehandling(sort, slice);
  return {
    fraga: {
      parter: subjects.map(renderPart),
      ...(types.length > 0 && { kundhandelseTyper: [...types] }),
      ...(tags.length > 0 && { taggar: [...tags] }),
      ...(from !== undefined && { startDatum: writtenInSweden(from).slice(0, 10) }),
      ...(until !== undefined && { slutDatum: writtenInSweden(until - 1).slice(0, 10) }),
      ...(behandling && { behandling }),
    },
    anvandare: user,
  };
}

/** Newest first is what the standard does unasked, but a page needs an order that is said. */
function renderBehandling(sort: readonly SortKey[], slice: Question['slice']) {
  if (sort.length === 0 && slice === undefined) return undefined;
  const said: readonly SortKey[] = sort.length > 0 ? sort : [{ attribute: 'at', ascending: false }];
  return {
    sortering: said.map(({ attribute, ascending }) => ({
      attribut: Object.keys(attributes).find((name) => attributes[name] === attribute) ?? 'TIDPUNKT',
      stigande: ascending,
    })),
    ...(slice && { paginering: { ...slice } }),
  };
}
