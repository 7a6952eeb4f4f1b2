import type { Decision, MissingLink } from './decision.ts';
import type { EndedBy } from './mandate.ts';

interface Text {
  readonly sv: string;
  readonly en: string;
}

/** What a refusal means to people; no names and no numbers. */
const missingTexts: Readonly<Record<MissingLink, Text>> = {
  'limit-unknown': {
    sv: 'Fullmakten gäller bara vissa ärenden, fastigheter eller enheter. Säg vilka frågan gäller.',
    en: 'The mandate covers certain cases, properties or units only. Say which the question is about.',
  },
  'outside-limits': {
    sv: 'Fullmakten gäller ett annat ärende, en annan fastighet eller en annan enhet.',
    en: 'The mandate covers another case, property or unit.',
  },
  'not-yet-valid': { sv: 'Fullmakten har inte börjat gälla.', en: 'The mandate is not in force yet.' },
  'parent-ended': {
    sv: 'Fullmakten har delats vidare från en fullmakt som inte längre gäller.',
    en: 'The mandate was passed on from one that is no longer in force.',
  },
  ended: {
    sv: 'Fullmakten har återkallats, återlämnats eller förklarats ogiltig.',
    en: 'The mandate was revoked, returned or declared invalid.',
  },
  expired: { sv: 'Fullmaktens sista dag har passerat.', en: 'The mandate’s last day has gone by.' },
  'other-permission': {
    sv: 'Fullmakten ger andra behörigheter, men inte denna.',
    en: 'The mandate gives other permissions, but not this one.',
  },
  'signs-jointly': {
    sv: 'Personen tecknar organisationens firma tillsammans med andra och får inte göra detta ensam utan fullmakt.',
    en: 'The person signs for the organisation together with others, and may not do this alone without a mandate.',
  },
  'other-day': {
    sv: 'Mottagarens fullmakter finns hos en annan producent, som bara svarar för i dag.',
    en: 'The relying party’s mandates are at another producer, which answers for today alone.',
  },
  'producer-away': {
    sv: 'Mottagarens fullmakter finns hos en annan producent, som inte svarar nu. Försök igen.',
    en: 'The relying party’s mandates are at another producer, which does not answer now. Try again.',
  },
  'no-mandate': {
    sv: 'Det finns ingen fullmakt här från den som ska företrädas.',
    en: 'There is no mandate here from the one to be represented.',
  },
};

/** Who took the mandate away, by the side they are on. */
const endedTexts: Readonly<Record<EndedBy, Text>> = {
  grantor: {
    sv: 'Fullmakten har återkallats av den som gav den.',
    en: 'The mandate was revoked by the one who gave it.',
  },
  holder: {
    sv: 'Fullmakten har lämnats tillbaka av ombudet.',
    en: 'The mandate was returned by its holder.',
  },
  'relying-party': {
    sv: 'Fullmakten har upphört hos mottagaren: den är ogiltigförklarad, eller följer inte längre av lag.',
    en: 'The mandate was ended at the relying party: declared invalid, or no longer given by law.',
  },
  delegator: {
    sv: 'Fullmakten hade getts vidare och har upphört hos den som gav den vidare.',
    en: 'The mandate had been passed on, and has ended with the one who passed it on.',
  },
};

export function decisionText(decision: Decision): Text {
  if (decision.kind === 'denied') {
    const { missing, mandate } = decision;
    return missing === 'ended' && mandate?.ended ? endedTexts[mandate.ended.by] : missingTexts[missing];
  }
  const [first] = decision.chain;
  if (first === undefined)
    return { sv: 'Personen företräder sig själv.', en: 'The person acts for themself.' };
  if (first.kind === 'signs-alone')
    return {
      sv: 'Personen tecknar ensam organisationens firma.',
      en: 'The person signs alone for the organisation.',
    };
  const count = decision.chain.filter(({ kind }) => kind === 'mandate').length;
  return count === 1
    ? { sv: 'Det finns en gällande fullmakt för detta.', en: 'There is a mandate in force for this.' }
    : {
        sv: `Det finns en kedja av ${count} gällande fullmakter för detta.`,
        en: `There is a chain of ${count} mandates in force for this.`,
      };
}
