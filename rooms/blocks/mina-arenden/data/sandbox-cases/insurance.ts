import { happened, type SandboxCase } from '../sandbox-case.ts';
import { persons } from '../sandbox-parties.ts';
import type { SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://forsakringskassan.example/${name}`;

export const insuranceTypes: SandboxTypes = {
  FORALDRAPENNING: { sv: 'Föräldrapenning', en: 'Parental benefit' },
  BOSTADSBIDRAG: { sv: 'Bostadsbidrag', en: 'Housing allowance' },
  SJUKPENNING: { sv: 'Sjukpenning', en: 'Sickness benefit' },
  EGENFORETAGARE: { sv: 'Egenföretagare', en: 'Self-employed' },
  'FORALDRAPENNING.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om föräldrapenning mottagen',
    en: 'Application for parental benefit received',
  },
  'FORALDRAPENNING.UTBETALD': { sv: 'Föräldrapenning utbetald', en: 'Parental benefit paid' },
  'BOSTADSBIDRAG.INKOMST_BEGARD': { sv: 'Uppgift om inkomst begärd', en: 'Income requested' },
  'BOSTADSBIDRAG.OMPROVAS': { sv: 'Bostadsbidrag omprövas', en: 'Housing allowance reviewed' },
  'BOSTADSBIDRAG.BESLUT': { sv: 'Beslut om bostadsbidrag', en: 'Decision on housing allowance' },
  'SJUKPENNING.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om sjukpenning mottagen',
    en: 'Application for sickness benefit received',
  },
  'SJUKPENNING.INTYG_BEGART': { sv: 'Läkarintyg begärt', en: 'Medical certificate requested' },
  'SJUKPENNING.BESLUT': { sv: 'Beslut om sjukpenning', en: 'Decision on sickness benefit' },
  'EGENFORETAGARE.INKOMST_REGISTRERAD': {
    sv: 'Inkomst som egenföretagare registrerad',
    en: 'Income as self-employed registered',
  },
};

const hidden = {
  fromLoa: 3,
  title: { sv: 'Nytt i ett ärende om ersättning', en: 'News in a case about benefits' },
} as const;

export const insuranceCases: readonly SandboxCase[] = [
  {
    customer: persons.sören,
    kind: 'producer-reference',
    id: 'FP-YYYY-3101',
    events: [
      happened(
        19,
        '21:47',
        'FORALDRAPENNING.ANSOKAN_MOTTAGEN',
        'Ansökan om föräldrapenning mottagen',
        'Du har ansökt för fjorton dagar.',
        { progress: 50 },
      ),
      happened(
        3,
        '05:00',
        'FORALDRAPENNING.UTBETALD',
        'Föräldrapenningen är utbetald',
        'Pengarna finns på ditt konto.',
        { closed: true, progress: 100 },
      ),
    ],
  },
  {
    customer: persons.lars,
    kind: 'producer-reference',
    id: 'BB-YYYY-1888',
    events: [
      happened(
        10,
        '08:20',
        'BOSTADSBIDRAG.INKOMST_BEGARD',
        'Stämmer din inkomst för nästa år?',
        'Ditt bostadsbidrag räknas på den inkomst du väntar dig. Kontrollera den, annars kan du bli skyldig pengar.',
        {
          toDo: {
            text: { sv: 'Kontrollera din inkomst', en: 'Check your income' },
            daysAhead: 14,
            link: page('bostadsbidrag'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.wilma,
    kind: 'producer-reference',
    id: 'SP-YYYY-7741',
    events: [
      happened(
        22,
        '10:05',
        'SJUKPENNING.ANSOKAN_MOTTAGEN',
        'Ansökan om sjukpenning mottagen',
        'Du har ansökt om sjukpenning efter en fotledsskada.',
        { veil: hidden, progress: 20 },
      ),
      happened(
        15,
        '13:33',
        'SJUKPENNING.INTYG_BEGART',
        'Vi behöver ett nytt läkarintyg',
        'Intyget om fotleden gäller till och med förra veckan. Be din läkare om ett nytt.',
        {
          veil: hidden,
          progress: 40,
          toDo: {
            text: { sv: 'Skicka läkarintyget', en: 'Send the medical certificate' },
            daysAhead: 2,
            link: page('intyg/7741'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.kerstin,
    kind: 'producer-reference',
    id: 'BB-YYYY-2045',
    events: [
      happened(
        70,
        '08:00',
        'BOSTADSBIDRAG.BESLUT',
        'Du får bostadsbidrag',
        'Du får 1 300 kronor i månaden i tolv månader. Anmäl om du flyttar.',
        { progress: 100 },
      ),
    ],
  },
];
