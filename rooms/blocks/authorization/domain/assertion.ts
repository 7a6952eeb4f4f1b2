import type { AudienceForm, Profile } from './profile.ts';

/** The addresses by which a client may mean us, at one endpoint. */
export type OwnNames = Readonly<Record<AudienceForm, string>>;

export interface AssertionClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly id: string;
  /** Seconds since the epoch. */
  readonly expires: number;
}

export type ClaimProblem =
  | 'no-issuer'
  | 'no-subject'
  | 'wrong-audience'
  | 'no-expiry'
  | 'lives-too-long'
  | 'no-id'
  | 'id-too-short';

/** Claims are text from outside: printable, and short enough to be kept. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 1000;
}

/**
 * The rules of RFC 7523 §3 that do not need a key: who, for whom, until when, and an id to be used once.
 * Signature and clock have been checked before; `now` in seconds bounds how far away the expiry may lie.
 */
export function readAssertion(
  claims: Readonly<Record<string, unknown>>,
  profile: Profile,
  names: OwnNames,
  now: number,
): AssertionClaims | ClaimProblem {
  const { iss, sub, aud, exp, jti } = claims;
  if (!isName(iss)) return 'no-issuer';
  if (!isName(sub)) return 'no-subject';
  if (!isForUs(aud, profile, names)) return 'wrong-audience';
  if (typeof exp !== 'number') return 'no-expiry';
  if (exp > now + profile.assertionSeconds + 60) return 'lives-too-long';
  if (!isName(jti)) return 'no-id';
  if (jti.length < profile.leastIdCharacters) return 'id-too-short';
  return { issuer: iss, subject: sub, id: jti, expires: exp };
}

function isForUs(aud: unknown, profile: Profile, names: OwnNames): boolean {
  const allowed = profile.assertionAudiences.map((form) => names[form]);
  if (typeof aud === 'string') return allowed.includes(aud);
  if (!profile.audienceLists || !Array.isArray(aud) || aud.length === 0) return false;
  return aud.every((one) => typeof one === 'string' && allowed.includes(one));
}

/** What the client is told. */
export const claimAdvice: Readonly<Record<ClaimProblem, string>> = {
  'no-issuer': 'Set iss to the client id.',
  'no-subject': 'Set sub.',
  'wrong-audience': 'Set aud as the profile of the client prescribes; see the metadata of this server.',
  'no-expiry': 'Set exp to a number of seconds.',
  'lives-too-long': 'Give the assertion a shorter life.',
  'no-id': 'Set jti to a value that is never used again.',
  'id-too-short': 'Make jti longer: at least 128 random bits.',
};
