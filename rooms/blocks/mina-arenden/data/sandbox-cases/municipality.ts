import { happened, type SandboxCase } from '../sandbox-case.ts';
import { companies, persons } from '../sandbox-parties.ts';
import type { SandboxProducer, SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://karlskrona.example/${name}`;

export const municipalTypes: SandboxTypes = {
  BYGGLOV: { sv: 'Bygglov', en: 'Building permit' },
  SERVERING: { sv: 'Servering', en: 'Serving alcohol' },
  LIVSMEDEL: { sv: 'Livsmedel', en: 'Food business' },
  SKOLA: { sv: 'Skola', en: 'School' },
  BARNOMSORG: { sv: 'Förskola', en: 'Preschool' },
  EKONOMI: { sv: 'Fakturor', en: 'Invoices' },
  AVFALL: { sv: 'Avfall', en: 'Waste' },
  'BYGGLOV.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om bygglov mottagen',
    en: 'Building permit: application received',
  },
  'BYGGLOV.KOMPLETTERING_BEGARD': {
    sv: 'Bygglov: komplettering begärd',
    en: 'Building permit: more information requested',
  },
  'BYGGLOV.ARENDET_KOMPLETT': {
    sv: 'Bygglov: ansökan är komplett',
    en: 'Building permit: application complete',
  },
  'BYGGLOV.SAMRAD': { sv: 'Bygglov: tekniskt samråd', en: 'Building permit: technical consultation' },
  'BYGGLOV.BESLUT': { sv: 'Beslut om bygglov', en: 'Building permit: decision' },
  'BYGGLOV.SLUTBESKED': { sv: 'Slutbesked', en: 'Building permit: final clearance' },
  'SERVERING.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om serveringstillstånd mottagen',
    en: 'Application for alcohol licence received',
  },
  'SERVERING.KUNSKAPSPROV': { sv: 'Kunskapsprov', en: 'Knowledge test' },
  'LIVSMEDEL.ANMALAN_MOTTAGEN': {
    sv: 'Anmälan av livsmedelsverksamhet mottagen',
    en: 'Notice of food business received',
  },
  'LIVSMEDEL.REGISTRERAD': {
    sv: 'Livsmedelsverksamhet registrerad',
    en: 'Food business registered',
  },
  'SKOLA.VAL_OPPNAT': { sv: 'Val av skola öppet', en: 'Choice of school open' },
  'SKOLA.PLACERING': { sv: 'Besked om skola', en: 'School place' },
  'BARNOMSORG.KO': { sv: 'Kö till förskola', en: 'Queue for preschool' },
  'EKONOMI.FAKTURA': { sv: 'Faktura', en: 'Invoice' },
  'EKONOMI.FAKTURA_BETALD': { sv: 'Faktura betald', en: 'Invoice paid' },
  'AVFALL.ABONNEMANG_ANDRAT': { sv: 'Sophämtning ändrad', en: 'Waste collection changed' },
};

/** Codes of the sandbox's mandate templates at Karlskrona kommun. */
export const municipalPermissions: SandboxProducer['permissions'] = [
  { code: 'bygglov.ansok', types: ['KARLSKRONA.BYGGLOV'] },
  { code: 'bygglov.komplettera', types: ['KARLSKRONA.BYGGLOV'] },
  { code: 'bygglov.las', types: ['KARLSKRONA.BYGGLOV'] },
  { code: 'servering.ansok', types: ['KARLSKRONA.SERVERING'] },
  { code: 'servering.folkol', types: ['KARLSKRONA.LIVSMEDEL'] },
  { code: 'ekonomi.fakturor', types: ['KARLSKRONA.EKONOMI'] },
  { code: 'ekonomi.stod', types: ['KARLSKRONA.EKONOMI'] },
  { code: 'skola.las', types: ['KARLSKRONA.SKOLA', 'KARLSKRONA.BARNOMSORG'] },
];

const received = 'Vi har tagit emot ansökan. Handläggaren hör av sig om något saknas.';

export const municipalCases: readonly SandboxCase[] = [
  {
    customer: companies.floors,
    kind: 'journal-number',
    id: 'BYGG-YYYY-00412',
    events: [
      happened(
        26,
        '09:12',
        'BYGGLOV.ANSOKAN_MOTTAGEN',
        'Ansökan om bygglov för en lagerbyggnad mottagen',
        received,
        { progress: 10 },
      ),
      happened(
        12,
        '15:48',
        'BYGGLOV.KOMPLETTERING_BEGARD',
        'Ansökan om lagerbyggnaden behöver kompletteras',
        'Skicka en fasadritning i skala 1:100 och en brandskyddsbeskrivning.',
        {
          progress: 25,
          toDo: {
            text: { sv: 'Skicka ritning och brandskyddsbeskrivning', en: 'Send drawing and fire plan' },
            daysAhead: 4,
            link: page('komplettera/00412'),
          },
          attachments: [
            {
              name: 'Begäran om komplettering.pdf',
              url: page('handlingar/00412-2'),
              mediaType: 'application/pdf',
              bytes: 48_213,
            },
          ],
        },
      ),
    ],
  },
  {
    customer: companies.floors,
    kind: 'producer-reference',
    id: 'FAKTURA-YYYY-7716',
    events: [
      happened(
        6,
        '05:00',
        'EKONOMI.FAKTURA',
        'Faktura för avfallshämtning',
        'Fakturan gäller det senaste kvartalet.',
        {
          toDo: {
            text: { sv: 'Betala fakturan', en: 'Pay the invoice' },
            daysAhead: 24,
            link: page('faktura/7716'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.forest,
    kind: 'journal-number',
    id: 'BYGG-YYYY-00377',
    events: [
      happened(
        60,
        '10:00',
        'BYGGLOV.ANSOKAN_MOTTAGEN',
        'Ansökan om bygglov för en maskinhall mottagen',
        received,
        { progress: 10 },
      ),
      happened(
        49,
        '13:20',
        'BYGGLOV.ARENDET_KOMPLETT',
        'Ansökan om maskinhallen är komplett',
        'Vi beslutar inom tio veckor från i dag.',
        { progress: 50 },
      ),
    ],
  },
  {
    customer: companies.haulage,
    kind: 'journal-number',
    id: 'BYGG-YYYY-00398',
    events: [
      happened(
        42,
        '08:40',
        'BYGGLOV.ANSOKAN_MOTTAGEN',
        'Ansökan om bygglov för en tvätthall mottagen',
        received,
        { progress: 10 },
      ),
      happened(
        4,
        '16:00',
        'BYGGLOV.BESLUT',
        'Ni har fått bygglov för tvätthallen',
        'Ni får inte börja bygga innan ni har fått startbesked.',
        { progress: 70 },
      ),
    ],
  },
  {
    customer: companies.books,
    kind: 'journal-number',
    id: 'ALK-YYYY-0031',
    events: [
      happened(
        21,
        '12:34',
        'SERVERING.ANSOKAN_MOTTAGEN',
        'Ansökan om tillfälligt serveringstillstånd mottagen',
        'Ansökan gäller bolagets jubileumsfest.',
        { progress: 30 },
      ),
      happened(
        13,
        '09:05',
        'SERVERING.KUNSKAPSPROV',
        'Den som ansvarar för serveringen ska göra ett kunskapsprov',
        'Boka en tid hos alkoholhandläggaren.',
        {
          progress: 50,
          toDo: {
            text: { sv: 'Boka kunskapsprov', en: 'Book the knowledge test' },
            daysAhead: 7,
            link: page('kunskapsprov'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.riitta,
    kind: 'journal-number',
    id: 'BYGG-YYYY-00420',
    events: [
      happened(
        15,
        '19:30',
        'BYGGLOV.ANSOKAN_MOTTAGEN',
        'Ansökan om bygglov för ett växthus mottagen',
        received,
        { progress: 10 },
      ),
    ],
  },
  {
    customer: persons.örjan,
    kind: 'journal-number',
    id: 'BYGG-YYYY-00355',
    events: [
      happened(88, '10:10', 'BYGGLOV.ANSOKAN_MOTTAGEN', 'Ansökan om bygglov på Åsen 1:2 mottagen', received, {
        progress: 10,
      }),
      happened(
        62,
        '14:30',
        'BYGGLOV.BESLUT',
        'Du har fått bygglov för en carport på Åsen 1:2',
        'Vänta på startbeskedet innan du börjar.',
        { progress: 70 },
      ),
      happened(
        5,
        '11:45',
        'BYGGLOV.SLUTBESKED',
        'Slutbesked för carporten på Åsen 1:2',
        'Du får börja använda carporten. Ärendet är avslutat.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: persons.ture,
    kind: 'producer-reference',
    id: 'SKOLVAL-YYYY-0187',
    events: [
      happened(
        10,
        '06:00',
        'SKOLA.VAL_OPPNAT',
        'Välj skola inför nästa läsår',
        'Rangordna tre skolor. Båda vårdnadshavarna ska godkänna valet.',
        {
          toDo: {
            text: { sv: 'Välj skola', en: 'Choose a school' },
            daysAhead: 18,
            link: page('skolval'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.ebba,
    kind: 'producer-reference',
    id: 'FAKTURA-YYYY-7702',
    events: [
      happened(
        29,
        '05:00',
        'EKONOMI.FAKTURA_BETALD',
        'Fakturan för hemtjänst är betald',
        'Du behöver inte göra något mer.',
        { closed: true },
      ),
    ],
  },
];
