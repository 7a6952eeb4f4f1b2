import type { Text } from '../verify/verdict.ts';

/** Why an e-signature does not hold: the first thing that is wrong, and what it means. */
export const problems = {
  malformed: {
    sv: 'Filen är ingen underskrift från Ena. Hämta den igen, som den är.',
    en: 'The file is no e-signature of Ena. Download it again, as it is.',
  },
  'keys-malformed': {
    sv: 'Nyckelfilen är ingen nyckelmängd (JWK Set). Hämta den från /identity/signature-keys.',
    en: 'The file of keys is no JWK Set. Download it from /identity/signature-keys.',
  },
  'unknown-key': {
    sv: 'Underskriftens nyckel finns inte i nyckelfilen: en annan installation, eller en äldre fil.',
    en: 'The key of the signature is not in the file of keys: another installation, or an older file.',
  },
  'key-withdrawn': {
    sv: 'Nyckeln som skrev under har läckt och är återkallad.',
    en: 'The key that signed has leaked and is withdrawn.',
  },
  'not-signed': {
    sv: 'Underskriften stämmer inte med nyckeln: filen är ändrad.',
    en: 'The signature does not fit the key: the file has been changed.',
  },
  'other-text': {
    sv: 'Underskriften gäller en annan text än den som angavs. Varje tecken räknas, även radbrytningar.',
    en: 'The signature is about another text than the one given. Every character counts, line ends too.',
  },
  'no-evidence': {
    sv: 'Legitimeringstjänstens intyg saknas i filen.',
    en: 'The provider’s token is missing in the file.',
  },
  'evidence-unproven': {
    sv: 'Legitimeringstjänstens intyg är inte undertecknat av dess nycklar, eller gällde inte då.',
    en: 'The provider’s token is not signed by its keys, or was not valid at the time.',
  },
  'evidence-misdirected': {
    sv: 'Legitimeringstjänstens intyg är från en annan tjänst eller för en annan mottagare.',
    en: 'The provider’s token is of another provider, or for another client.',
  },
  'evidence-of-another-text': {
    sv: 'Legitimeringstjänstens intyg gäller en annan text.',
    en: 'The provider’s token is about another text.',
  },
  'evidence-of-another-person': {
    sv: 'Legitimeringstjänstens intyg gäller en annan person eller en annan tillitsnivå.',
    en: 'The provider’s token is about another person or another level of assurance.',
  },
  'user-signature-false': {
    sv: 'Personens egen underskrift i intyget stämmer inte med texten.',
    en: 'The person’s own signature in the token does not fit the text.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type SignatureProblem = keyof typeof problems;
