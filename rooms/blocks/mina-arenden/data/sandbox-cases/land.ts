import { happened, type SandboxCase } from '../sandbox-case.ts';
import { companies, persons } from '../sandbox-parties.ts';
import type { SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://lantmateriet.example/${name}`;

export const landTypes: SandboxTypes = {
  LAGFART: { sv: 'Lagfart', en: 'Title to property' },
  AVSTYCKNING: { sv: 'Avstyckning', en: 'Division of property' },
  'LAGFART.ANSOKAN_MOTTAGEN': { sv: 'Ansökan om lagfart mottagen', en: 'Application for title received' },
  'LAGFART.AVGIFT': { sv: 'Avgift för lagfart', en: 'Fee for title' },
  'LAGFART.BEVILJAD': { sv: 'Lagfart beviljad', en: 'Title granted' },
  'AVSTYCKNING.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om avstyckning mottagen',
    en: 'Application to divide property received',
  },
  'AVSTYCKNING.MOTE_KALLAT': { sv: 'Kallelse till sammanträde', en: 'Called to a meeting' },
  'AVSTYCKNING.REGISTRERAD': { sv: 'Fastigheten är bildad', en: 'The property is formed' },
};

export const landCases: readonly SandboxCase[] = [
  {
    customer: companies.forest,
    kind: 'journal-number',
    id: 'K-YYYY-1102',
    events: [
      happened(
        120,
        '13:00',
        'AVSTYCKNING.ANSOKAN_MOTTAGEN',
        'Ansökan om avstyckning från Ängsta 3:7 mottagen',
        'Ärendet väntar på en lantmätare.',
        { progress: 10 },
      ),
      happened(
        14,
        '10:20',
        'AVSTYCKNING.MOTE_KALLAT',
        'Ni är kallade till sammanträde på Ängsta 3:7',
        'Vi går igenom de nya gränserna på plats. Svara om ni kommer.',
        {
          progress: 45,
          toDo: {
            text: { sv: 'Svara på kallelsen', en: 'Answer the call' },
            daysAhead: 8,
            link: page('kallelse/1102'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.örjan,
    kind: 'journal-number',
    id: 'D-YYYY-00471209',
    events: [
      happened(
        32,
        '15:15',
        'LAGFART.ANSOKAN_MOTTAGEN',
        'Ansökan om lagfart på Åsen 1:2 mottagen',
        'Vi har fått köpebrevet från banken.',
        { progress: 30 },
      ),
      happened(
        17,
        '07:45',
        'LAGFART.AVGIFT',
        'Betala stämpelskatt och avgift för lagfarten',
        'Fakturan har skickats till dig.',
        {
          progress: 60,
          toDo: {
            text: { sv: 'Betala fakturan', en: 'Pay the invoice' },
            daysAhead: 6,
            link: page('betala/471209'),
          },
        },
      ),
    ],
  },
  {
    customer: persons.erik,
    kind: 'journal-number',
    id: 'D-YYYY-00388014',
    events: [
      happened(
        90,
        '11:00',
        'LAGFART.BEVILJAD',
        'Du har fått lagfart på Björkö 4:11',
        'Du står nu som ägare i fastighetsregistret.',
        { closed: true, progress: 100 },
      ),
    ],
  },
];
