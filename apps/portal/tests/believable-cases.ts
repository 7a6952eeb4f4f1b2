import type { CaseParty } from '@ena/client/cases.ts';
import { event, herself, refNamed, type ToldProducer } from './told-cases.ts';

const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const skv = { id: 'skatteverket', name: 'Skatteverket' };
const kommun = { id: 'karlskrona', name: 'Karlskrona kommun' };
const fk = { id: 'forsakringskassan', name: 'Försäkringskassan' };
export const lm = { id: 'lantmateriet', name: 'Lantmäteriet' };
const permit = { ref: refNamed('bygglov'), kind: 'journal-number', id: 'BN 2026-001234' } as const;
export const casePath = `/arenden/hos/karlskrona/${permit.ref}`;

/** What the person can choose between. */
export const believableParties: readonly CaseParty[] = [
  herself,
  {
    ref: refNamed('bolag'),
    kind: 'organisation',
    name: 'Åkeriet i Åmål AB',
    organisation: '5561929323',
    by: 'signatory',
  },
  { ref: refNamed('mor'), kind: 'person', name: 'Märta Testsson', by: 'mandate' },
];

/** Cases at three authorities; a fourth does not answer in time. */
export const believableCases: Readonly<Record<string, ToldProducer>> = {
  [skv.id]: {
    name: skv.name,
    events: [
      event(skv, 'Slutskattebesked 2025', {
        type: 'SKV.INKOMSTDEKLARATION.BESLUT',
        typeText: { sv: 'Inkomstdeklaration: beslut' },
        at: inDays(-20),
        closed: true,
        seenAt: inDays(-19),
      }),
      event(skv, 'Flyttanmälan är mottagen', { type: 'SKV.FLYTT.MOTTAGEN', at: inDays(-2) }),
    ],
  },
  [kommun.id]: {
    name: kommun.name,
    events: [
      event(kommun, 'Ansökan om bygglov är mottagen', { case: permit, at: inDays(-9) }),
      event(kommun, 'Fel besked', {
        case: permit,
        at: inDays(-3),
        retracted: { at: inDays(-2), reason: 'Skickades i fel ärende.' },
      }),
      event(kommun, 'Komplettera din ansökan om bygglov', {
        case: permit,
        at: inDays(-1),
        description: 'Vi saknar en fasadritning.\n\nRitningen ska vara i skala 1:100 <b>och</b> måttsatt.',
        typeText: {
          sv: 'Bygglov: komplettering begärd',
          en: 'Building permit: more information asked for',
        },
        needsAction: true,
        extension: {
          toDo: {
            text: { sv: 'Skicka in en fasadritning i skala 1:100.' },
            due: inDays(6),
            link: 'https://karlskrona.example/bygglov/komplettera',
          },
          links: [{ text: { sv: 'Så ritar du en fasadritning' }, url: 'https://karlskrona.example/ritning' }],
          attachments: [
            {
              name: 'Föreläggande.pdf',
              url: 'https://karlskrona.example/f.pdf',
              mediaType: 'application/pdf',
              bytes: 184_000,
            },
          ],
          progress: 40,
        },
      }),
    ],
  },
  [fk.id]: {
    name: fk.name,
    events: [
      event(fk, 'Du har ett besked om ersättning', {
        type: 'FK.FORALDRAPENNING.BESLUT',
        veiledBelow: 4,
        at: inDays(-5),
      }),
    ],
  },
  [lm.id]: { name: lm.name, events: [], failure: 'too-slow' },
};
