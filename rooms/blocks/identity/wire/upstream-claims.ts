import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Level, levelOf } from '../domain/assurance.ts';
import type { Person } from '../domain/person.ts';
import type { Told } from '../domain/told.ts';
import { claims } from './oidc-sweden.ts';
import { parseTold } from './told-claims.ts';

export interface UpstreamPerson {
  readonly person: Person;
  readonly level: Level;
  readonly told: Told;
}

type Claims = Readonly<Record<string, unknown>>;

/** The person in the claims of an upstream provider that speaks the Swedish profile, and what of the rest is wanted. */
export function parseUpstreamClaims(
  value: Claims,
  wanted: ReadonlySet<string>,
): Result<UpstreamPerson, string> {
  if (holdsNul(JSON.stringify(value))) return fail('the provider tells a text with U+0000');
  const { acr, given_name: givenName, family_name: familyName } = value;
  const level = levelOf(typeof acr === 'string' ? acr : undefined);
  if (level === undefined) return fail('the provider tells no level of assurance that is known here');
  const personalNumber = numberIn(value);
  if (personalNumber === undefined)
    return fail('the provider tells no valid personal identity number or coordination number');
  if (typeof givenName !== 'string' || typeof familyName !== 'string')
    return fail('the provider tells no name');
  const told = parseTold(value, personalNumber, wanted);
  return told.ok ? ok({ person: { personalNumber, givenName, familyName }, level, told: told.value }) : told;
}

export interface SigningClaims {
  readonly personalNumber: string;
  readonly level: Level;
  readonly userSignature: string;
}

/** What the ID token of a signature must say (signature extension 1.1 §3.2.1 and §5.2); `undefined` where it does not. */
export function parseSigningClaims(value: Claims): SigningClaims | undefined {
  const { acr, [claims.userSignature]: userSignature } = value;
  const level = levelOf(typeof acr === 'string' ? acr : undefined);
  const personalNumber = numberIn(value);
  if (level === undefined || personalNumber === undefined) return undefined;
  if (typeof userSignature !== 'string' || userSignature === '') return undefined;
  return { personalNumber, level, userSignature };
}

export function numberIn(value: Claims): string | undefined {
  const number = value[claims.personalIdentityNumber] ?? value[claims.coordinationNumber];
  return typeof number === 'string' && isPersonalNumber(number) ? number : undefined;
}
