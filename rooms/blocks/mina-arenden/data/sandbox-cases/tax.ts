import { happened, type SandboxCase } from '../sandbox-case.ts';
import { companies, persons } from '../sandbox-parties.ts';
import type { SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://skatteverket.example/${name}`;

export const taxTypes: SandboxTypes = {
  FOLKBOKFORING: { sv: 'Folkbokföring', en: 'Population registration' },
  DEKLARATION: { sv: 'Deklaration', en: 'Tax return' },
  FSKATT: { sv: 'F-skatt', en: 'F-tax' },
  MOMS: { sv: 'Moms', en: 'VAT' },
  PUNKTSKATT: { sv: 'Punktskatt', en: 'Excise duty' },
  FASTIGHETSTAXERING: { sv: 'Fastighetstaxering', en: 'Property taxation' },
  'FOLKBOKFORING.FLYTTANMALAN_MOTTAGEN': {
    sv: 'Flyttanmälan mottagen',
    en: 'Notice of change of address received',
  },
  'FOLKBOKFORING.FLYTT_REGISTRERAD': { sv: 'Flytt registrerad', en: 'Change of address registered' },
  'DEKLARATION.UPPGIFTER_BEGARDA': { sv: 'Uppgifter begärda', en: 'Information requested' },
  'DEKLARATION.UPPGIFTER_MOTTAGNA': { sv: 'Uppgifter mottagna', en: 'Information received' },
  'DEKLARATION.SLUTSKATT_BESLUTAD': { sv: 'Slutlig skatt beslutad', en: 'Final tax decided' },
  'FSKATT.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om F-skatt mottagen',
    en: 'Application for F-tax approval received',
  },
  'FSKATT.GODKAND': { sv: 'Godkänd för F-skatt', en: 'Approved for F-tax' },
  'MOMS.DEKLARATION_SAKNAS': { sv: 'Momsdeklaration saknas', en: 'VAT return missing' },
  'MOMS.DEKLARATION_MOTTAGEN': { sv: 'Momsdeklaration mottagen', en: 'VAT return received' },
  'MOMS.REGISTRERAD': { sv: 'Registrerad för moms', en: 'Registered for VAT' },
  'PUNKTSKATT.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om återbetalning mottagen',
    en: 'Application for refund received',
  },
  'PUNKTSKATT.BESLUT': { sv: 'Beslut om återbetalning', en: 'Decision on refund' },
  'FASTIGHETSTAXERING.UPPGIFTER_BEGARDA': {
    sv: 'Fastighetsdeklaration begärd',
    en: 'Property tax return requested',
  },
};

export const taxCases: readonly SandboxCase[] = [
  {
    customer: companies.floors,
    kind: 'producer-reference',
    id: 'MOMS-YYYY-5563',
    events: [
      happened(
        16,
        '07:30',
        'MOMS.DEKLARATION_SAKNAS',
        'Momsdeklarationen för kvartalet saknas',
        'Vi har inte fått momsdeklarationen för det senaste kvartalet. Lämna den senast den dag som står här.',
        {
          toDo: {
            text: { sv: 'Lämna momsdeklarationen', en: 'File the VAT return' },
            daysAhead: 5,
            link: page('moms'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.floors,
    kind: 'producer-reference',
    id: 'ROT-YYYY-118',
    events: [
      happened(
        40,
        '13:05',
        'DEKLARATION.UPPGIFTER_BEGARDA',
        'Vi vill veta mer om ett rotarbete',
        'Skicka fakturan och underlag som visar vilket arbete som gjordes på golvet och när.',
        { progress: 30 },
      ),
      happened(
        33,
        '10:41',
        'DEKLARATION.UPPGIFTER_MOTTAGNA',
        'Vi har fått era uppgifter om rotarbetet',
        'Vi går igenom fakturan och hör av oss när vi har bestämt oss.',
        { progress: 60 },
      ),
    ],
  },
  {
    customer: companies.forest,
    kind: 'producer-reference',
    id: 'FTX-YYYY-20931',
    events: [
      happened(
        9,
        '08:00',
        'FASTIGHETSTAXERING.UPPGIFTER_BEGARDA',
        'Dags att deklarera fastigheten',
        'Skogsmarken ska taxeras. Kontrollera de förtryckta uppgifterna om areal och virkesförråd.',
        {
          toDo: {
            text: { sv: 'Lämna fastighetsdeklarationen', en: 'File the property tax return' },
            daysAhead: 21,
            link: page('fastighetsdeklaration'),
          },
        },
      ),
    ],
  },
  {
    customer: companies.haulage,
    kind: 'producer-reference',
    id: 'PSK-YYYY-0447',
    events: [
      happened(
        58,
        '15:20',
        'PUNKTSKATT.ANSOKAN_MOTTAGEN',
        'Ansökan om återbetalning av energiskatt mottagen',
        'Vi har fått er ansökan om återbetalning av skatt på bränsle för kvartalet.',
        { progress: 20 },
      ),
      happened(
        12,
        '09:00',
        'PUNKTSKATT.BESLUT',
        'Ni får tillbaka energiskatt',
        'Vi har beslutat enligt er ansökan. Pengarna sätts in på skattekontot.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: companies.books,
    kind: 'producer-reference',
    id: 'MOMS-YYYY-5561',
    events: [
      happened(
        20,
        '11:15',
        'MOMS.DEKLARATION_MOTTAGEN',
        'Momsdeklarationen är mottagen',
        'Ni behöver inte göra något mer.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: persons.wilma,
    kind: 'producer-reference',
    id: 'DEK-YYYY-88120',
    events: [
      happened(
        75,
        '12:00',
        'DEKLARATION.UPPGIFTER_BEGARDA',
        'Vi behöver veta mer om ditt avdrag för resor',
        'Du har dragit av för resor till arbetet med bil. Skicka uppgifter om restid och antal resor.',
        { progress: 30 },
      ),
      happened(
        66,
        '20:14',
        'DEKLARATION.UPPGIFTER_MOTTAGNA',
        'Vi har fått dina uppgifter om resorna',
        'Vi handlägger ärendet.',
        { progress: 60 },
      ),
      happened(
        4,
        '06:30',
        'DEKLARATION.SLUTSKATT_BESLUTAD',
        'Du får tillbaka 2 318 kronor',
        'Vi har godtagit avdraget. Pengarna betalas ut till ditt anmälda konto inom tre arbetsdagar.',
        {
          closed: true,
          progress: 100,
          veil: { fromLoa: 3, title: { sv: 'Nytt beslut om skatt', en: 'New tax decision' } },
          attachments: [
            { name: 'Slutskattebesked.pdf', url: page('besked/88120'), mediaType: 'application/pdf' },
          ],
        },
      ),
    ],
  },
  {
    customer: persons.örjan,
    kind: 'receipt-number',
    id: 'FLYTT-YYYY-30177',
    events: [
      happened(
        13,
        '18:52',
        'FOLKBOKFORING.FLYTTANMALAN_MOTTAGEN',
        'Flyttanmälan mottagen',
        'Du har anmält flytt till Åsgatan 4 i Karlskrona.',
        { progress: 50 },
      ),
      happened(
        6,
        '04:00',
        'FOLKBOKFORING.FLYTT_REGISTRERAD',
        'Du är folkbokförd på din nya adress',
        'Din nya adress är Åsgatan 4, 371 34 Karlskrona.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: persons.ebba,
    kind: 'producer-reference',
    id: 'DEK-YYYY-90411',
    events: [
      happened(
        8,
        '09:40',
        'DEKLARATION.UPPGIFTER_BEGARDA',
        'Vi behöver en uppgift om försäljningen av din bostad',
        'Skicka köpekontraktet från när du köpte bostaden.',
        {
          toDo: {
            text: { sv: 'Skicka köpekontraktet', en: 'Send the purchase contract' },
            daysAhead: 12,
            link: page('skicka/90411'),
          },
        },
      ),
    ],
  },
];
