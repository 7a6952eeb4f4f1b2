import type { EndedBy } from './mandate.ts';

/*
 * Reasons that nobody wrote: of steps that a rule took. They are kept in Swedish, as they were told when it happened;
 * their English is found by what they say.
 */

export const automaticReasons = {
  lastSignature: 'Den sista underskriften som behövdes.',
  lapsed: 'Tiden för att slutföra fullmakten har gått ut.',
  lawMade: 'Följer av ett förhållande i folkbokföringen.',
  lawOver: 'Förhållandet i folkbokföringen som fullmakten följde av har upphört.',
  lawChanged: 'Förhållandet i folkbokföringen eller mallen har ändrats.',
  sandbox: 'Sandlådan börjar med den; ingen har skrivit under.',
} as const;

const english: Readonly<Record<keyof typeof automaticReasons, string>> = {
  lastSignature: 'The last signature that was needed.',
  lapsed: 'The time to complete the mandate has run out.',
  lawMade: 'Follows from a relation in the population register.',
  lawOver: 'The relation in the population register that the mandate followed from has ended.',
  lawChanged: 'The relation in the population register, or the template, has changed.',
  sandbox: 'The sandbox begins with it; nobody signed it.',
};

const fell = 'Fullmakten som denna delats vidare från har upphört:';
const ways: Readonly<Record<EndedBy, { readonly sv: string; readonly en: string }>> = {
  grantor: { sv: 'återkallad av fullmaktsgivaren', en: 'revoked by the grantor' },
  holder: { sv: 'återlämnad av fullmaktshavaren', en: 'returned by the holder' },
  'relying-party': {
    sv: 'ogiltigförklarad av den som fullmakten gäller hos',
    en: 'invalidated by the relying party',
  },
  delegator: { sv: 'återkallad av den som delat den vidare', en: 'revoked by the one who passed it on' },
};

/** Why a mandate fell whose parent ended: how that happened, and the reason that was given there. */
export function fallReason({ by, reason }: { readonly by: EndedBy; readonly reason: string }): string {
  const how = `${fell} ${ways[by].sv}.`;
  return reason === '' ? how : `${how} Skäl: ${reason}`;
}

/** The same in English; `undefined` for what someone wrote. What was written about the parent stays as it was. */
export function englishReason(reason: string): string | undefined {
  const known = keys.find((key) => automaticReasons[key] === reason);
  if (known !== undefined) return english[known];
  const way = Object.values(ways).find(({ sv }) => reason.startsWith(`${fell} ${sv}.`));
  if (way === undefined) return undefined;
  const written = reason.slice(`${fell} ${way.sv}.`.length).replace(/^ Skäl: /, '');
  const how = `The mandate that this one was passed on from has ended: ${way.en}.`;
  return written === '' ? how : `${how} Reason: ${englishReason(written) ?? written}`;
}

const keys = Object.keys(automaticReasons) as (keyof typeof automaticReasons)[];
