import { type Finding, failed, passed } from './rule.ts';

/** One thing that the record says and the signed message must say too. */
export interface Claim {
  readonly sv: string;
  readonly en: string;
  readonly holds: boolean;
}

/** Names the first claim that does not hold. */
export function compare(
  claims: readonly Claim[],
  message: { readonly sv: string; readonly en: string },
): Finding {
  const broken = claims.find(({ holds }) => !holds);
  if (broken !== undefined) {
    return failed(
      `Posten och ${message.sv} säger olika om ${broken.sv}.`,
      `The record and ${message.en} disagree about ${broken.en}.`,
    );
  }
  const list = (language: 'sv' | 'en') => claims.map((claim) => claim[language]).join(', ');
  return passed(`Lika: ${list('sv')}.`, `Equal: ${list('en')}.`);
}
