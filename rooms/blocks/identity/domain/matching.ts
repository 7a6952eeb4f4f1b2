import { birthDate } from '@ena/kernel/personal-number.ts';
import type { ForeignIdentity } from './foreign-identity.ts';
import type { Candidate } from './match-case.ts';
import { type Agreement, bestAgreement } from './name-agreement.ts';
import { fullName, type Name, type Person } from './person.ts';

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

/** Those of the register who were born on the day. */
export interface BornThatDay {
  readonly persons: readonly Person[];
  /** Names of those who must not be told of. They hold back an answer that might be about one of them. */
  readonly withheld: readonly Name[];
}

/** `threshold` is at least 0.8. */
export function decideMatch(
  identity: ForeignIdentity,
  { persons, withheld }: BornThatDay,
  threshold: number,
): Decision {
  const candidates = persons
    .filter((person) => birthDate(person.personalNumber) === identity.birthDate)
    .map((person) => candidateOf(identity, person))
    .filter(({ score }) => score >= possible)
    .sort((a, b) => b.score - a.score || a.personalNumber.localeCompare(b.personalNumber));
  const [best, next] = candidates;
  if (best === undefined) return { kind: 'no-match', candidates: [] };
  const rivals = [next?.score ?? 0, ...withheld.map((name) => scoreOf(identity, name))];
  const why = doubt(identity, best, Math.max(...rivals), threshold);
  return why === undefined
    ? { kind: 'matched', candidate: best, candidates }
    : { kind: 'manual', why, candidates };
}

function doubt(
  identity: ForeignIdentity,
  best: Candidate,
  rival: number,
  threshold: number,
): string | undefined {
  if (identity.level === 'low') return 'the e-identification has a level below substantial';
  if (best.score < threshold) return 'the names agree too little';
  if (best.score - rival < margin) return 'several persons fit';
  const claimed = identity.claimedPersonalNumber;
  if (claimed !== undefined && claimed !== best.personalNumber) return 'another number was claimed';
  return undefined;
}

/** The score is that of the name that agrees least. A claimed number adds nothing: anyone can claim one. */
export function candidateOf(identity: ForeignIdentity, person: Person): Candidate {
  const { family, given } = agreements(identity, person);
  const claimed = identity.claimedPersonalNumber === person.personalNumber;
  return {
    personalNumber: person.personalNumber,
    name: fullName(person),
    score: scoreOf(identity, person),
    reasons: [
      'the date of birth is the same',
      told('family name', family),
      told('given name', given),
      ...(claimed ? ['the number that was claimed is this one'] : []),
    ],
  };
}

/** The names agree as well as the worse of the two. */
function scoreOf(identity: ForeignIdentity, name: Name): number {
  const { family, given } = agreements(identity, name);
  return Math.round(Math.min(family.score, given.score) * 1000) / 1000;
}

function agreements({ familyNames, givenNames }: ForeignIdentity, { familyName, givenName }: Name) {
  return {
    family: bestAgreement(familyNames, familyName, 'family'),
    given: bestAgreement(givenNames, givenName, 'given'),
  };
}

function told(what: string, { kind, alike }: Agreement): string {
  switch (kind) {
    case 'same':
      return `the ${what} is the same in some spelling`;
    case 'part':
      return `the ${what} is part of the other`;
    case 'overlap':
      return `the ${what} has a word of the other`;
    case 'alike':
      return `the ${what} is ${Math.round(alike * 100)} % alike`;
  }
}
