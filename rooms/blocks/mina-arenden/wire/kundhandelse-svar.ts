import { type Static, Type } from 'typebox';
import type { CaseEvent, Subject } from '../domain/event.ts';
import { Kundhandelse, renderKundhandelse } from './kundhandelse.ts';
import { Behandling, type Fraga } from './kundhandelse-fraga.ts';
import { Part, renderPart } from './part.ts';

const Metadata = Type.Object(
  {
    parter: Type.Array(Part),
    kundhandelseTyper: Type.Optional(Type.Array(Type.String())),
    taggar: Type.Optional(Type.Array(Type.String())),
    startDatum: Type.Optional(Type.String()),
    slutDatum: Type.Optional(Type.String()),
    onskatSprak: Type.Optional(Type.String()),
    behandling: Type.Optional(Behandling),
  },
  { additionalProperties: false },
);

const Delfraga = Type.Object(
  {
    producent: Type.String(),
    part: Part,
    status: Type.String(),
    message: Type.Optional(Type.String()),
    httpCode: Type.Integer(),
  },
  { additionalProperties: false },
);

export const KundhandelseSvar = Type.Object(
  {
    kundhandelser: Type.Array(
      Type.Object(
        {
          part: Part,
          totaltAntalKundhandelser: Type.Integer({ minimum: 0 }),
          kundhandelserForPart: Type.Array(Kundhandelse),
        },
        { additionalProperties: false },
      ),
    ),
    metadata: Metadata,
    delfragor: Type.Array(Delfraga),
  },
  { additionalProperties: false },
);

export type KundhandelseSvar = Static<typeof KundhandelseSvar>;

export interface AnswerForSubject {
  readonly subject: Subject;
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

/** The answer of one producer: one entry and one row for each part, in the order asked. */
export function renderSvar(
  producerName: string,
  answers: readonly AnswerForSubject[],
  fraga: Fraga,
  wantedLanguage: string | undefined,
): KundhandelseSvar {
  const parts = answers.map(({ subject }) => renderPart(subject));
  return {
    kundhandelser: answers.map(({ subject, events, total }) => ({
      part: renderPart(subject),
      totaltAntalKundhandelser: total,
      kundhandelserForPart: events.map(renderKundhandelse),
    })),
    metadata: renderMetadata(parts, fraga, wantedLanguage),
    delfragor: renderDelfragor(producerName, parts),
  };
}

/** A lone producer has always answered. */
export function renderDelfragor(producent: string, parts: readonly Part[]): KundhandelseSvar['delfragor'] {
  return parts.map((part) => ({ producent, part, status: 'OK', httpCode: 200 }));
}

/** What was asked, without members that the standard does not know; what was absent stays so. */
export function renderMetadata(parter: Part[], fraga: Fraga, onskatSprak: string | undefined) {
  const { kundhandelseTyper, taggar, startDatum, slutDatum, behandling } = fraga;
  return {
    parter,
    ...(kundhandelseTyper !== undefined && { kundhandelseTyper }),
    ...(taggar !== undefined && { taggar }),
    ...(startDatum !== undefined && { startDatum }),
    ...(slutDatum !== undefined && { slutDatum }),
    ...(onskatSprak !== undefined && { onskatSprak }),
    ...(behandling !== undefined && { behandling: renderBehandling(behandling) }),
  };
}

function renderBehandling({ sortering, paginering }: NonNullable<Fraga['behandling']>) {
  return {
    ...(sortering !== undefined && {
      sortering: sortering.map(({ attribut, stigande }) => ({ attribut, stigande })),
    }),
    ...(paginering !== undefined && {
      paginering: {
        offset: paginering.offset,
        ...(paginering.limit !== undefined && { limit: paginering.limit }),
      },
    }),
  };
}
