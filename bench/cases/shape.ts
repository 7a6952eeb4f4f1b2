import type { Question } from '../../rooms/blocks/mina-arenden/domain/question.ts';
import { type LoadEvent, parseLoadEvent } from '../../rooms/blocks/mina-arenden/wire/own/load-event.ts';

export const producer = {
  id: 'benchkommunen',
  prefix: 'BENCH',
  name: 'Bänkköpings kommun',
  organisation: '2120000829',
  registeredAt: 0,
};

/** How many events the person with most of them has; others have ten each. */
export const mostOfOne = 5000;
const ofOne = 10;

/** Numbers of nobody: the first eight digits are no day of the calendar. */
export const person = (number: number) => `99${String(number).padStart(10, '0')}`;

/** Event number `i` as a producer would send it; the first 5,000 are of one person. */
export function loadEvent(i: number): LoadEvent {
  const owner = i < mostOfOne ? 0 : 1 + Math.floor((i - mostOfOne) / ofOne);
  return {
    kundhandelseId: `BENCH-${i}`,
    part: {
      kund: { identifierare: person(owner), typ: 'Personnummer' },
      arende: { identifierare: `DNR-${Math.floor(i / 5)}`, typ: 'Diarienummer' },
    },
    rubrik: `Ansökan ${i % 97} har fått ett beslut`,
    beskrivning: 'Vi har fattat ett beslut i ditt ärende. Läs det och hör av dig om något är oklart. '.repeat(
      3,
    ),
    tidpunkt: new Date(Date.UTC(2020, 0, 1) + ((i * 7919) % 200_000_000) * 1000).toISOString(),
    kundhandelseTyp: `BENCH.TYP_${i % 20}.HANDELSE_${i % 7}`,
    producentarendetKraverKundatgard: i % 9 === 0,
    producentarendetKlart: i % 4 === 0,
    taggar: i % 3 === 0 ? ['bygglov'] : [],
  };
}

/** The same as the store takes it. */
export function parsed(i: number) {
  const event = parseLoadEvent(loadEvent(i), producer);
  if (!event.ok) throw new Error(JSON.stringify(event.error));
  return event.value;
}

export function question(owner: number, more: Partial<Question> = {}): Question {
  return {
    subjects: [{ customer: { id: person(owner), kind: 'person' } }],
    filter: { types: [], tags: [] },
    sort: [],
    ...more,
  };
}
