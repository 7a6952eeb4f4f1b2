import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import { type CaseEvent, eventLimits as limits } from '../../domain/event.ts';
import { isTypeOf } from '../../domain/event-type.ts';
import type { Retraction } from '../../domain/extension.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { Producer } from '../../domain/producer.ts';
import { type StorableFault, storableFault, storableObjectFault } from '../../domain/storable.ts';
import { writtenInSweden } from '../../domain/swedish-clock.ts';
import { Kundhandelse, renderKundhandelse } from '../kundhandelse.ts';
import { Part, renderPart, toSubject, withoutControls } from '../part.ts';
import { Extension } from './extension.ts';
import { instantFaults, type LoadFault } from './load-fault.ts';
import { parseExtension, renderExtension } from './parse-extension.ts';

/** An event as a producer loads it: the standard's, with whom it is about, its tags, and in `ena` what goes beyond it. */
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
    ena: Type.Optional(Extension),
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
        ena: {
          toDo: {
            text: { sv: 'Skicka in en situationsplan', en: 'Send in a site plan' },
            due: '2026-09-30 23:59:59',
            link: 'https://testkommunen.example.org/komplettera',
          },
          progress: 20,
        },
      },
    ],
  },
);

export type LoadEvent = Static<typeof LoadEvent>;

/** The version of the standard that an event has which does not say. */
const standardVersion = '6.1';

/** What no schema can see: an instant that exists, a type of the producer's own, no letter that cannot be stored. */
export function parseLoadEvent(
  given: LoadEvent,
  producer: Producer,
): Result<CaseEvent, readonly LoadFault[]> {
  const at = parseInstant(given.tidpunkt);
  const subject = toSubject(given.part);
  const faults: LoadFault[] = [];
  if (!at.ok) faults.push({ pointer: '/tidpunkt', detail: instantFaults[at.error] });
  const extension = given.ena && parseExtension(given.ena);
  if (extension?.ok === false)
    faults.push(...extension.error.map(({ pointer, detail }) => ({ pointer: `/ena${pointer}`, detail })));
  if (subject === undefined) faults.push({ pointer: '/part', detail: 'Name kund or arende.' });
  if (!isTypeOf(producer.prefix, given.kundhandelseTyp))
    faults.push({ pointer: '/kundhandelseTyp', detail: `Begin the name with ${producer.prefix}.` });
  faults.push(...unstorable(given));
  if (faults.length > 0 || !at.ok || subject === undefined) return fail(faults);
  return ok({
    ...textsOf(given, producer),
    subject,
    at: at.value,
    ...(extension?.ok === true && { extension: extension.value }),
  });
}

const storableFaults: Readonly<Record<StorableFault, string>> = {
  'unstorable-text': 'Leave out U+0000 and halves of surrogate pairs.',
  'too-deep': 'Nest at most 32 levels.',
  'too-large': 'Write at most 65,535 characters of JSON.',
};

function unstorable(given: LoadEvent): readonly LoadFault[] {
  const { utokadInformation, referenser, ena, ...rest } = given;
  const faults = {
    '': storableFault(rest),
    '/utokadInformation': utokadInformation && storableObjectFault(utokadInformation),
    '/referenser': referenser && storableObjectFault(referenser),
    '/ena': ena && storableFault(ena),
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
  {
    antal: Type.Integer(),
    nya: Type.Integer(),
    ersatta: Type.Integer(),
    aterinsatta: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Of the replaced ones, those that had been retracted.' }),
    ),
  },
  { examples: [{ antal: 1, nya: 1, ersatta: 0 }] },
);

const Retracted = Type.Object({
  at: Type.String({ format: 'date-time' }),
  reason: Type.String(),
});

export const heldEvent = Type.Object({
  part: Part,
  kundhandelse: Kundhandelse,
  taggar: Type.Array(Type.String()),
  ena: Type.Optional(Extension),
  retracted: Type.Optional(Retracted),
});

export const heldEvents = Type.Object({ items: Type.Array(heldEvent) });

export function renderHeld(event: CaseEvent) {
  return {
    part: renderPart(event.subject),
    kundhandelse: renderKundhandelse(event),
    taggar: [...event.tags],
    ...(event.extension !== undefined && { ena: renderExtension(event.extension) }),
    ...(event.retracted !== undefined && { retracted: renderRetraction(event.retracted) }),
  };
}

export function renderRetraction({ at, reason }: Retraction) {
  return { at: writtenInSweden(at), reason };
}

const idList = Type.Array(Type.String({ minLength: 1, maxLength: limits.id, pattern: withoutControls }), {
  minItems: 1,
  maxItems: limits.batch,
});

/** Ids stand in the body, for what a producer calls its events may name someone. */
export const idsBody = Type.Object(
  { kundhandelseId: idList },
  { additionalProperties: false, examples: [{ kundhandelseId: ['TESTKOP-BYGG-2026-00123-1'] }] },
);

export const countReply = Type.Object({ antal: Type.Integer() }, { examples: [{ antal: 1 }] });
