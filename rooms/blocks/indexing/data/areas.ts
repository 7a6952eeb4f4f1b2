import type { Area } from '../domain/area.ts';

/** What an index begins with; the operator may change and add. */
export const firstAreas: readonly Area[] = [
  {
    id: 'customer-events',
    names: { sv: 'Kundhändelser', en: 'Customer events' },
    resolver: { kind: 'exchange', service: 'customer-events', path: '/kundhandelseFragaSynkron' },
  },
  {
    id: 'certificates',
    names: { sv: 'Intyg', en: 'Certificates' },
    resolver: { kind: 'exchange', service: 'certificates', path: '/' },
  },
  {
    id: 'documents',
    names: { sv: 'Handlingar', en: 'Documents' },
    resolver: { kind: 'exchange', service: 'documents', path: '/' },
  },
];
