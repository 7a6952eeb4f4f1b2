import type { CaseEvent } from '../../domain/event.ts';
import type { SubjectQuestion } from '../store.ts';

export const customer = { id: '191212121212', kind: 'person' } as const;

export function sampleEvent(id: string, changes: Partial<CaseEvent> = {}): CaseEvent {
  return {
    id,
    subject: { customer },
    title: `Ansökan ${id} mottagen`,
    description: 'Vi har fått din ansökan – åäö.',
    language: 'sv',
    producerName: 'Testkommunen',
    at: Date.parse('2026-08-20T07:12:00Z'),
    type: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
    needsAction: false,
    closed: false,
    version: '6.1',
    tags: [],
    ...changes,
  };
}

export function sampleQuestion(changes: Partial<SubjectQuestion> = {}): SubjectQuestion {
  return {
    producer: 'testkommunen',
    subject: { customer },
    filter: { types: [], tags: [] },
    sort: [],
    ...changes,
  };
}
