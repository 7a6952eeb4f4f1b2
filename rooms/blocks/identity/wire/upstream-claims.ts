import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Level, levelOf } from '../domain/assurance.ts';
import type { Person } from '../domain/person.ts';
import { claims } from './oidc-sweden.ts';

export interface UpstreamPerson {
  readonly person: Person;
  readonly level: Level;
}

/** The person in the claims of an upstream provider that speaks the Swedish profile. */
export function parseUpstreamClaims(
  value: Readonly<Record<string, unknown>>,
): Result<UpstreamPerson, string> {
  const { acr, given_name: givenName, family_name: familyName } = value;
  const level = levelOf(typeof acr === 'string' ? acr : undefined);
  if (level === undefined) return fail('the provider tells no level of assurance that is known here');
  const number = value[claims.personalIdentityNumber] ?? value[claims.coordinationNumber];
  if (typeof number !== 'string' || !isPersonalNumber(number))
    return fail('the provider tells no valid personal identity number or coordination number');
  if (typeof givenName !== 'string' || typeof familyName !== 'string')
    return fail('the provider tells no name');
  return ok({ person: { personalNumber: number, givenName, familyName }, level });
}
