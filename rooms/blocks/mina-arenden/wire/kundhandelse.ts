import { type Static, Type } from 'typebox';
import type { CaseEvent } from '../domain/event.ts';
import { writtenInSweden } from '../domain/swedish-clock.ts';

export const Kundhandelse = Type.Object(
  {
    kundhandelseId: Type.String(),
    rubrik: Type.String(),
    beskrivning: Type.String(),
    sprak: Type.String(),
    producent: Type.String(),
    tidpunkt: Type.String({ format: 'date-time' }),
    kundhandelseTyp: Type.String(),
    producentarendetKraverKundatgard: Type.Boolean(),
    producentarendetKlart: Type.Boolean(),
    version: Type.String(),
    utokadInformation: Type.Optional(Type.Unsafe<object>(Type.Object({}))),
    referenser: Type.Optional(Type.Unsafe<object>(Type.Object({}))),
  },
  { additionalProperties: false },
);

export type Kundhandelse = Static<typeof Kundhandelse>;

/** Whom it is about and its tags are no part of an event that goes out. */
export function renderKundhandelse(event: CaseEvent): Kundhandelse {
  return {
    kundhandelseId: event.id,
    rubrik: event.title,
    beskrivning: event.description,
    sprak: event.language,
    producent: event.producerName,
    tidpunkt: writtenInSweden(event.at),
    kundhandelseTyp: event.type,
    producentarendetKraverKundatgard: event.needsAction,
    producentarendetKlart: event.closed,
    version: event.version,
    ...(event.extended !== undefined && { utokadInformation: event.extended }),
    ...(event.references !== undefined && { referenser: event.references }),
  };
}
