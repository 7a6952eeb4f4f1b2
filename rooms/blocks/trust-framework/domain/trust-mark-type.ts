import type { AssuranceLevel, TrustRequirement } from './trust-requirement.ts';
import { findRequirement } from './trust-requirements.ts';

/** The families of marks in the trust model; there are requirements for the first three. */
export type TrustMarkFamily = 'federation-member' | 'authorization-service' | 'identity';

export interface TrustMarkType {
  /** The name in our own API, and the last part of the identifier. */
  readonly slug: string;
  readonly family: TrustMarkFamily;
  readonly level: AssuranceLevel;
  readonly title: { readonly sv: string; readonly en: string };
  /** Codes of the requirements that it stands for, all of which must be fulfilled. */
  readonly requirements: readonly string[];
  /** Longest validity of a mark; it also ends with the first evidence that lapses. */
  readonly validityDays: number;
}

const memberRequirements = ['A.1', 'A.2', 'A.3', 'A.4', 'A.6', 'A.7', 'A.8'];

/**
 * Level by level; what a mark at a level demands of an authorization service contains what the level below does.
 * A.9 has no text, so nobody can review it and no mark demands it.
 */
export const trustMarkTypes: readonly TrustMarkType[] = [
  {
    slug: 'federation-member-low',
    family: 'federation-member',
    level: 'low',
    title: { sv: 'Federationsmedlem, nivå låg', en: 'Federation member, level low' },
    requirements: [...memberRequirements, 'A.5.3'],
    validityDays: 365,
  },
  {
    slug: 'federation-member-substantial',
    family: 'federation-member',
    level: 'substantial',
    title: { sv: 'Federationsmedlem, nivå väsentlig', en: 'Federation member, level substantial' },
    requirements: [...memberRequirements, 'A.5.2'],
    validityDays: 365,
  },
  {
    slug: 'federation-member-high',
    family: 'federation-member',
    level: 'high',
    title: { sv: 'Federationsmedlem, nivå hög', en: 'Federation member, level high' },
    requirements: [...memberRequirements, 'A.5.1'],
    validityDays: 365,
  },
  {
    slug: 'authorization-service-substantial',
    family: 'authorization-service',
    level: 'substantial',
    title: { sv: 'Auktorisationstjänst, nivå väsentlig', en: 'Authorization service, level substantial' },
    requirements: ['F.5', 'F.6', 'F.7', 'F.8'],
    validityDays: 365,
  },
  {
    slug: 'authorization-service-high',
    family: 'authorization-service',
    level: 'high',
    title: { sv: 'Auktorisationstjänst, nivå hög', en: 'Authorization service, level high' },
    requirements: ['F.1', 'F.2', 'F.3', 'F.4', 'F.5', 'F.6', 'F.7', 'F.8', 'F.9'],
    validityDays: 365,
  },
  {
    slug: 'identity-high',
    family: 'identity',
    level: 'high',
    title: { sv: 'Identitet, nivå hög', en: 'Identity, level high' },
    requirements: ['O1', 'O2', 'O3', 'O4', 'O5', 'T1', 'T2', 'T3', 'T4', 'F1', 'F2'].map((c) => `ID.${c}`),
    validityDays: 365,
  },
];

/** The identifier of a type under an anchor: unique across federations, for the anchor's id is (§7). */
export function typeIdentifier(anchor: string, type: TrustMarkType): string {
  return `${anchor}/trust-marks/${type.slug}`;
}

/** By slug, or by identifier under the anchor. */
export function findTrustMarkType(name: string, anchor: string): TrustMarkType | undefined {
  return trustMarkTypes.find((type) => type.slug === name || typeIdentifier(anchor, type) === name);
}

export function requirementsOf(type: TrustMarkType): readonly TrustRequirement[] {
  return type.requirements.flatMap((code) => findRequirement(code) ?? []);
}
