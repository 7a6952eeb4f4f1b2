import { birthDate } from '@ena/kernel/personal-number.ts';
import type { ForeignIdentity } from './foreign-identity.ts';
import { likeness } from './likeness.ts';
import type { Candidate } from './match-case.ts';
import { nameForms, plainName } from './name-form.ts';
import { fullName, type Person } from './person.ts';

/*
 * Swedish identity binding by the population register (Sweden Connect, Identity Binding §3): the level is at least
 * substantial, the date of birth is the same, and the names agree. One clear match is a match; all else that is near
 * enough to be possible goes to a case handler. Nothing near is no match.
 */

export type Decision =
  | { readonly kind: 'matched'; readonly candidate: Candidate; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'manual'; readonly why: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'no-match'; readonly candidates: readonly [] };

/** Below this nobody is shown to a case handler. */
const possible = 0.6;
/** So far must the best stand from the next: near twins are a question for a person. */
const margin = 0.1;
/** Names that are only alike stay below every threshold: a person judges likeness. */
const merelyAlike = 0.79;

/** `persons` are those of the register with this date of birth; `threshold` is at least 0.8. */
export function decideMatch(
  identity: ForeignIdentity,
  persons: readonly Person[],
  threshold: number,
): Decision {
  const candidates = persons
    .filter((person) => birthDate(person.personalNumber) === identity.birthDate)
    .map((person) => candidateOf(identity, person))
    .filter(({ score }) => score >= possible)
    .sort((a, b) => b.score - a.score || a.personalNumber.localeCompare(b.personalNumber));
  const [best, next] = candidates;
  if (best === undefined) return { kind: 'no-match', candidates: [] };
  const why = doubt(identity, best, next, threshold);
  return why === undefined
    ? { kind: 'matched', candidate: best, candidates }
    : { kind: 'manual', why, candidates };
}

function doubt(
  identity: ForeignIdentity,
  best: Candidate,
  next: Candidate | undefined,
  threshold: number,
): string | undefined {
  if (identity.level === 'low') return 'the e-identification has a level below substantial';
  if (best.score < threshold) return 'the names agree too little';
  if (next !== undefined && best.score - next.score < margin) return 'several persons fit';
  const claimed = identity.claimedPersonalNumber;
  if (claimed !== undefined && claimed !== best.personalNumber) return 'another number was claimed';
  return undefined;
}

/** The score is that of the name that agrees least. A claimed number adds nothing: anyone can claim one. */
export function candidateOf(identity: ForeignIdentity, person: Person): Candidate {
  const family = bestLikeness(identity.familyNames, person.familyName);
  const given = bestLikeness(identity.givenNames, person.givenName);
  const claimed = identity.claimedPersonalNumber === person.personalNumber;
  return {
    personalNumber: person.personalNumber,
    name: fullName(person),
    score: round(Math.min(family, given)),
    reasons: [
      'the date of birth is the same',
      told('family name', family),
      told('given name', given),
      ...(claimed ? ['the number that was claimed is this one'] : []),
    ],
  };
}

/** The best of all pairs of forms; a name that holds the other as a whole word counts nearly as the same. */
function bestLikeness(offered: readonly string[], known: string): number {
  const knownForms = nameForms(known);
  const scores = offered.flatMap((name) => {
    const forms = nameForms(name);
    if ([...forms].some((form) => form !== '' && knownForms.has(form))) return [1];
    if (sharesWord(forms, knownForms)) return [0.95];
    return [merelyAlike * likeness(plainName(name), plainName(known))];
  });
  return Math.max(0, ...scores);
}

function sharesWord(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const words = new Set([...a].flatMap((form) => form.split(' ').filter((word) => word.length > 1)));
  return [...b].some((form) => form.split(' ').some((word) => words.has(word)));
}

function told(what: string, score: number): string {
  if (score === 1) return `the ${what} is the same in some spelling`;
  if (score === 0.95) return `the ${what} is part of the other`;
  return `the ${what} is ${Math.round((score / merelyAlike) * 100)} % alike`;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
