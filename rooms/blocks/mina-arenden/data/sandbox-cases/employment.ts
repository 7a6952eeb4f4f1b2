import { happened, type SandboxCase } from '../sandbox-case.ts';
import { companies, persons } from '../sandbox-parties.ts';
import type { SandboxTypes } from '../sandbox-producers.ts';

const page = (name: string) => `https://arbetsformedlingen.example/${name}`;

export const employmentTypes: SandboxTypes = {
  INSKRIVNING: { sv: 'Arbetssökande', en: 'Seeking work' },
  NYSTARTSJOBB: { sv: 'Nystartsjobb', en: 'New-start job' },
  NARINGSVERKSAMHET: { sv: 'Starta företag', en: 'Starting a company' },
  'INSKRIVNING.INSKRIVEN': { sv: 'Inskriven som arbetssökande', en: 'Registered as seeking work' },
  'INSKRIVNING.AKTIVITETSRAPPORT': { sv: 'Aktivitetsrapport väntas', en: 'Activity report due' },
  'INSKRIVNING.UPPGIFTER_ANDRADE': { sv: 'Uppgifter ändrade', en: 'Details changed' },
  'NYSTARTSJOBB.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om nystartsjobb mottagen',
    en: 'Application for new-start job received',
  },
  'NYSTARTSJOBB.BESLUT': { sv: 'Beslut om nystartsjobb', en: 'Decision on new-start job' },
  'NARINGSVERKSAMHET.ANSOKAN_MOTTAGEN': {
    sv: 'Ansökan om stöd vid start av företag mottagen',
    en: 'Application for start-up support received',
  },
  'NARINGSVERKSAMHET.BESLUT': { sv: 'Beslut om stöd vid start', en: 'Decision on start-up support' },
};

export const employmentCases: readonly SandboxCase[] = [
  {
    customer: companies.floors,
    kind: 'producer-reference',
    id: 'NSJ-YYYY-0911',
    events: [
      happened(
        35,
        '11:11',
        'NYSTARTSJOBB.ANSOKAN_MOTTAGEN',
        'Ansökan om nystartsjobb för en golvläggare mottagen',
        'Vi har fått ansökan. Anställningen får inte börja innan vi har beslutat.',
        { progress: 30 },
      ),
      happened(
        2,
        '14:02',
        'NYSTARTSJOBB.BESLUT',
        'Ni får stöd för nystartsjobb i tolv månader',
        'Rekvirera stödet varje månad.',
        {
          progress: 100,
          links: [{ text: { sv: 'Rekvirera stöd', en: 'Claim support' }, url: page('rekvirera') }],
        },
      ),
    ],
  },
  {
    customer: companies.haulage,
    kind: 'producer-reference',
    id: 'NSJ-YYYY-0954',
    events: [
      happened(
        5,
        '09:58',
        'NYSTARTSJOBB.ANSOKAN_MOTTAGEN',
        'Ansökan om nystartsjobb för en lastbilsförare mottagen',
        'Vi räknar med att besluta inom tre veckor.',
        { progress: 30 },
      ),
    ],
  },
  {
    customer: persons.kerstin,
    kind: 'producer-reference',
    id: 'INS-YYYY-6612',
    events: [
      happened(
        28,
        '10:30',
        'INSKRIVNING.INSKRIVEN',
        'Du är inskriven som arbetssökande',
        'Din planering finns på dina sidor.',
        { progress: 20 },
      ),
      happened(
        1,
        '06:00',
        'INSKRIVNING.AKTIVITETSRAPPORT',
        'Dags att lämna aktivitetsrapport',
        'Berätta vad du har gjort för att få arbete den senaste månaden.',
        {
          progress: 20,
          toDo: {
            text: { sv: 'Lämna aktivitetsrapporten', en: 'Send the activity report' },
            daysAhead: 11,
            link: page('aktivitetsrapport'),
          },
        },
      ),
    ],
  },
];
