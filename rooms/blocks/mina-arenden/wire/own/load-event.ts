import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import { type CaseEvent, eventLimits as limits } from '../../domain/event.ts';
import { isTypeOf } from '../../domain/event-type.ts';
import { type InstantFault, parseInstant } from '../../domain/instant.ts';
import type { Producer } from '../../domain/producer.ts';
import { type StorableFault, storableFault, storableObjectFault } from '../../domain/storable.ts';
import { Kundhandelse, renderKundhandelse } from '../kundhandelse.ts';
import { Part, renderPart, toSubject, withoutControls } from '../part.ts';

/** An event as a producer loads it: the standard's, with whom it is about and its tags. */
export const LoadEvent = Type.Object(
  {
    kundhandelseId: Type.String({ minLength: 1, maxLength: limits.id, pattern: withoutControls }),
    part: Part,
    rubrik: Type.String({ minLength: 1, maxLength: limits.title }),
    beskrivning: Type.String({ minLength: 1, maxLength: limits.description }),
    sprak: Type.Optional(
      Type.String({ maxLength: limits.language, pattern: '^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$' }),
    ),
    producent: Type.Optional(Type.String({ minLength: 1, maxLength: limits.producerName })),
    tidpunkt: Type.String({ maxLength: limits.at }),
    kundhandelseTyp: Type.String({ maxLength: 200, pattern: '^[A-Z]+(?:\\.[A-Z0-9_]+){2,}$' }),
    producentarendetKraverKundatgard: Type.Boolean(),
    producentarendetKlart: Type.Boolean(),
    version: Type.Optional(Type.String({ maxLength: limits.version, pattern: '^[0-9]+(?:\\.[0-9]+)*$' })),
    taggar: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: limits.tag, pattern: withoutControls }), {
        maxItems: limits.tags,
        uniqueItems: true,
      }),
    ),
    utokadInformation: Type.Optional(Type.Unsafe<object>(Type.Object({}))),
    referenser: Type.Optional(Type.Unsafe<object>(Type.Object({}))),
  },
  {
    additionalProperties: false,
    examples: [
      {
        kundhandelseId: 'TESTKOP-BYGG-2026-00123-1',
        part: {
          kund: { identifierare: '191212121212', typ: 'Personnummer' },
          arende: { identifierare: 'BYGG-2026-00123', typ: 'Diarienummer' },
        },
        rubrik: 'Ansökan om bygglov mottagen',
        beskrivning: 'Vi har tagit emot din ansökan om bygglov.',
        tidpunkt: '2026-08-20T09:12:00+02:00',
        kundhandelseTyp: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
        producentarendetKraverKundatgard: false,
        producentarendetKlart: false,
        taggar: ['bygglov'],
      },
    ],
  },
);

export type LoadEvent = Static<typeof LoadEvent>;

/** The version of the standard that an event has which does not say. */
const standardVersion = '6.1';

export interface LoadFault {
  /** RFC 6901, within the event. */
  readonly pointer: string;
  readonly detail: string;
}

const instantFaults: Readonly<Record<InstantFault, string>> = {
  'not-a-time': 'Write 2026-08-20T09:12:00+02:00, or 2026-08-20 09:12:00 for Swedish time.',
  'no-such-day': 'The calendar has no such day.',
  'no-such-time': 'Swedish clocks skip that hour; write the time with its offset.',
};

/** What no schema can see: an instant that exists, a type of the producer's own, no letter that cannot be stored. */
export function parseLoadEvent(
  given: LoadEvent,
  producer: Producer,
): Result<CaseEvent, readonly LoadFault[]> {
  const at = parseInstant(given.tidpunkt);
  const subject = toSubject(given.part);
  const faults: LoadFault[] = [];
  if (!at.ok) faults.push({ pointer: '/tidpunkt', detail: instantFaults[at.error] });
  if (subject === undefined) faults.push({ pointer: '/part', detail: 'Name kund or arende.' });
  if (!isTypeOf(producer.prefix, given.kundhandelseTyp))
    faults.push({ pointer: '/kundhandelseTyp', detail: `Begin the name with ${producer.prefix}.` });
  faults.push(...unstorable(given));
  if (faults.length > 0 || !at.ok || subject === undefined) return fail(faults);
  return ok({ ...textsOf(given, producer), subject, at: at.value });
}

const storableFaults: Readonly<Record<StorableFault, string>> = {
  'unstorable-text': 'Leave out U+0000 and halves of surrogate pairs.',
  'too-deep': 'Nest at most 32 levels.',
  'too-large': 'Write at most 65,535 characters of JSON.',
};

function unstorable(given: LoadEvent): readonly LoadFault[] {
  const { utokadInformation, referenser, ...rest } = given;
  const faults = {
    '': storableFault(rest),
    '/utokadInformation': utokadInformation && storableObjectFault(utokadInformation),
    '/referenser': referenser && storableObjectFault(referenser),
  };
  return Object.entries(faults).flatMap(([pointer, fault]) =>
    fault === undefined ? [] : [{ pointer, detail: storableFaults[fault] }],
  );
}

function textsOf(given: LoadEvent, producer: Producer) {
  return {
    id: given.kundhandelseId,
    title: given.rubrik,
    description: given.beskrivning,
    language: given.sprak ?? 'sv',
    producerName: given.producent ?? producer.name,
    type: given.kundhandelseTyp,
    needsAction: given.producentarendetKraverKundatgard,
    closed: given.producentarendetKlart,
    version: given.version ?? standardVersion,
    tags: given.taggar ?? [],
    ...(given.utokadInformation !== undefined && { extended: given.utokadInformation }),
    ...(given.referenser !== undefined && { references: given.referenser }),
  };
}

export const loadBody = Type.Array(LoadEvent, { minItems: 1, maxItems: limits.batch });

export const loadReply = Type.Object(
  { antal: Type.Integer(), nya: Type.Integer(), ersatta: Type.Integer() },
  { examples: [{ antal: 1, nya: 1, ersatta: 0 }] },
);

export const heldEvent = Type.Object({
  part: Part,
  kundhandelse: Kundhandelse,
  taggar: Type.Array(Type.String()),
});

export const heldEvents = Type.Object({ items: Type.Array(heldEvent) });

export function renderHeld(event: CaseEvent) {
  return {
    part: renderPart(event.subject),
    kundhandelse: renderKundhandelse(event),
    taggar: [...event.tags],
  };
}

const idList = Type.Array(Type.String({ minLength: 1, maxLength: limits.id }), {
  minItems: 1,
  maxItems: limits.batch,
});

/** Ids stand in the body, for what a producer calls its events may name someone. */
export const idsBody = Type.Object(
  { kundhandelseId: idList },
  { additionalProperties: false, examples: [{ kundhandelseId: ['TESTKOP-BYGG-2026-00123-1'] }] },
);

export const countReply = Type.Object({ antal: Type.Integer() }, { examples: [{ antal: 1 }] });
