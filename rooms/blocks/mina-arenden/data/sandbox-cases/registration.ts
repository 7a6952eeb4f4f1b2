import { happened, type SandboxCase } from '../sandbox-case.ts';
import { companies, persons } from '../sandbox-parties.ts';
import type { SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://bolagsverket.example/${name}`;

export const registrationTypes: SandboxTypes = {
  NYTT_FORETAG: { sv: 'Nytt företag', en: 'New company' },
  ARSREDOVISNING: { sv: 'Årsredovisning', en: 'Annual report' },
  STYRELSE: { sv: 'Styrelse', en: 'Board' },
  HUVUDMAN: { sv: 'Verklig huvudman', en: 'Beneficial owner' },
  'NYTT_FORETAG.ANSOKAN_MOTTAGEN': {
    sv: 'Anmälan om nytt företag mottagen',
    en: 'Notice of new company received',
  },
  'NYTT_FORETAG.KOMPLETTERING_BEGARD': { sv: 'Komplettering begärd', en: 'More information requested' },
  'NYTT_FORETAG.REGISTRERAT': { sv: 'Företaget är registrerat', en: 'The company is registered' },
  'ARSREDOVISNING.PAMINNELSE': { sv: 'Påminnelse om årsredovisning', en: 'Reminder of annual report' },
  'ARSREDOVISNING.MOTTAGEN': { sv: 'Årsredovisning mottagen', en: 'Annual report received' },
  'ARSREDOVISNING.REGISTRERAD': { sv: 'Årsredovisning registrerad', en: 'Annual report registered' },
  'STYRELSE.ANMALAN_MOTTAGEN': { sv: 'Anmälan om styrelse mottagen', en: 'Notice of board received' },
  'STYRELSE.KOMPLETTERING_BEGARD': { sv: 'Komplettering begärd', en: 'More information requested' },
  'STYRELSE.REGISTRERAD': { sv: 'Ny styrelse registrerad', en: 'New board registered' },
  'HUVUDMAN.ANMALAN_SAKNAS': {
    sv: 'Anmälan om verklig huvudman saknas',
    en: 'Notice of beneficial owner missing',
  },
};

export const registrationCases: readonly SandboxCase[] = [
  {
    customer: companies.floors,
    kind: 'producer-reference',
    id: 'ÅR-YYYY-77102',
    events: [
      happened(
        7,
        '08:15',
        'ARSREDOVISNING.PAMINNELSE',
        'Årsredovisningen ska snart vara inne',
        'Vi måste ha årsredovisningen inom sju månader från räkenskapsårets slut. Annars får bolaget betala en förseningsavgift.',
        {
          toDo: {
            text: { sv: 'Lämna in årsredovisningen', en: 'File the annual report' },
            daysAhead: 30,
            link: page('arsredovisning'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.forest,
    kind: 'producer-reference',
    id: 'STY-YYYY-40018',
    events: [
      happened(
        25,
        '16:45',
        'STYRELSE.ANMALAN_MOTTAGEN',
        'Anmälan om ny styrelseledamot mottagen',
        'Vi har fått anmälan och avgiften.',
        { progress: 25 },
      ),
      happened(
        18,
        '09:30',
        'STYRELSE.KOMPLETTERING_BEGARD',
        'Protokollet saknar en underskrift',
        'Protokollet från stämman ska vara underskrivet av ordföranden och en justeringsman.',
        {
          progress: 50,
          toDo: {
            text: { sv: 'Skicka in det underskrivna protokollet', en: 'Send the signed minutes' },
            daysAhead: 3,
            link: page('komplettera/40018'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.haulage,
    kind: 'producer-reference',
    id: 'HUV-YYYY-1203',
    events: [
      happened(
        30,
        '07:00',
        'HUVUDMAN.ANMALAN_SAKNAS',
        'Anmäl bolagets verkliga huvudman',
        'Bolaget har bytt ägare. Anmäl vem som nu är verklig huvudman.',
        {
          toDo: {
            text: { sv: 'Anmäl verklig huvudman', en: 'Register the beneficial owner' },
            daysAhead: 9,
            link: page('huvudman'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.books,
    kind: 'producer-reference',
    id: 'ÅR-YYYY-61930',
    events: [
      happened(
        50,
        '14:22',
        'ARSREDOVISNING.MOTTAGEN',
        'Årsredovisningen är mottagen',
        'Årsredovisningen kom in digitalt.',
        { progress: 50 },
      ),
      happened(
        44,
        '10:00',
        'ARSREDOVISNING.REGISTRERAD',
        'Årsredovisningen är registrerad',
        'Årsredovisningen är nu offentlig.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: persons.riitta,
    kind: 'producer-reference',
    id: 'NY-YYYY-55040',
    events: [
      happened(
        11,
        '21:10',
        'NYTT_FORETAG.ANSOKAN_MOTTAGEN',
        'Anmälan om ny enskild firma mottagen',
        'Du vill registrera namnet Rantanens Ängsblommor.',
        { progress: 40 },
      ),
    ],
  },
];
