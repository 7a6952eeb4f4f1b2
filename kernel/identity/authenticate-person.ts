import type { AuthRule } from '../http/route.ts';
import type { Authentication, Credentials } from './authenticate.ts';
import { bearerToken, invalidToken, missingToken, scopeTooSmall } from './bearer.ts';
import { assuranceUri, defaultAssurance, type PersonTokenCheck } from './person-token.ts';

type PersonRule = Extract<AuthRule, { kind: 'person' }>;

/** Stands for a person in the audit trail and in logs; the same for the same person, and not to be turned back. */
export type Pseudonym = (personalNumber: string) => string;

/** Who the person is, whether the program may do this for them, and whether the log-in was strong enough. */
export async function asPerson(
  credentials: Credentials,
  rule: PersonRule,
  check: PersonTokenCheck | undefined,
  pseudonym: Pseudonym,
): Promise<Authentication> {
  const token = bearerToken(credentials.authorization);
  if (token === undefined)
    return missingToken('Send the access token of a person as a bearer token.', rule.scope);
  const person = await check?.(token);
  if (person === undefined)
    return invalidToken('The access token is not valid here for a person, or no longer; log in again.');
  if (!person.scopes.includes(rule.scope)) return scopeTooSmall(rule.scope);
  if (person.loa < (rule.loa ?? defaultAssurance)) return loginTooWeak(rule);
  return {
    kind: 'known',
    caller: { kind: 'person', ...person, address: credentials.address },
    name: `person:${pseudonym(person.personalNumber)}`,
  };
}

/** RFC 9470 §3 */
function loginTooWeak(rule: PersonRule): Authentication {
  const level = rule.loa ?? defaultAssurance;
  return {
    kind: 'insufficient-authentication',
    detail: `Log in with an e-identification of assurance level ${level} or higher.`,
    challenge:
      'Bearer realm="ena", error="insufficient_user_authentication", ' +
      `error_description="A higher assurance level is required", acr_values="${assuranceUri(level)}"`,
  };
}
