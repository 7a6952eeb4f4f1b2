import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { CaseEvent, CaseKind, Subject } from '../domain/event.ts';
import { parseInstant } from '../domain/instant.ts';
import { storableFault } from '../domain/storable.ts';
import { Part, toSubject } from './part.ts';

const Anything = Type.Unsafe<object>(Type.Object({}));

/** What is read of an event that a producer elsewhere tells; members that the standard does not know are passed over. */
const ToldEvent = Type.Object({
  kundhandelseId: Type.String({ minLength: 1 }),
  rubrik: Type.String(),
  beskrivning: Type.String(),
  sprak: Type.String({ maxLength: 35 }),
  producent: Type.String(),
  tidpunkt: Type.String({ maxLength: 40 }),
  kundhandelseTyp: Type.String(),
  producentarendetKraverKundatgard: Type.Boolean(),
  producentarendetKlart: Type.Boolean(),
  version: Type.String(),
  utokadInformation: Type.Optional(Anything),
  referenser: Type.Optional(Anything),
});

type ToldEvent = Static<typeof ToldEvent>;

const form = Compile(
  Type.Object({
    kundhandelser: Type.Array(
      Type.Object({
        part: Part,
        totaltAntalKundhandelser: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        kundhandelserForPart: Type.Array(ToldEvent),
      }),
    ),
  }),
);

export interface ToldAbout {
  readonly subject: Subject;
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

/** What a producer elsewhere has answered; nothing where it is not an answer of the standard. */
export function parseSvar(body: unknown): readonly ToldAbout[] | undefined {
  if (!form.Check(body) || storableFault(body) !== undefined) return undefined;
  const told: ToldAbout[] = [];
  for (const { part, totaltAntalKundhandelser, kundhandelserForPart } of body.kundhandelser) {
    const subject = toSubject(part);
    if (subject === undefined) return undefined;
    const events = kundhandelserForPart.map((event) => toEvent(event, subject));
    const whole = events.filter((event) => event !== undefined);
    if (whole.length < events.length) return undefined;
    told.push({ subject, events: whole, total: totaltAntalKundhandelser });
  }
  return told;
}

/** Nothing for an instant that is none. Whom an event is about is not in it: it is about whom was asked. */
function toEvent(told: ToldEvent, asked: Subject): CaseEvent | undefined {
  const at = parseInstant(told.tidpunkt);
  if (!at.ok) return undefined;
  const reference = asked.case ?? referenceIn(told.referenser);
  return {
    id: told.kundhandelseId,
    subject: { ...asked, ...(reference && { case: reference }) },
    title: told.rubrik,
    description: told.beskrivning,
    language: told.sprak,
    producerName: told.producent,
    at: at.value,
    type: told.kundhandelseTyp,
    needsAction: told.producentarendetKraverKundatgard,
    closed: told.producentarendetKlart,
    version: told.version,
    tags: [],
    ...(told.utokadInformation !== undefined && { extended: told.utokadInformation }),
    ...(told.referenser !== undefined && { references: told.referenser }),
  };
}

/** By which of its references a case is told apart: the producer's own first. */
const referenceNames: readonly (readonly [string, CaseKind])[] = [
  ['producentarendereferens', 'producer-reference'],
  ['diarienummer', 'journal-number'],
  ['kvittensnummer', 'receipt-number'],
  ['konsumentreferens', 'consumer-reference'],
];

function referenceIn(references: object | undefined) {
  const named = new Map(
    Object.entries(references ?? {}).map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  for (const [name, kind] of referenceNames) {
    const id = named.get(name);
    if (typeof id === 'string' && id !== '' && id.length <= 100) return { id, kind };
  }
  return undefined;
}
