/*
 * Who a system acts for, as its user_JWT says (Signalering 2.2 of Ena's drafts, facts §1.5). Three objects, each
 * vouched for by a trust mark that stands in it. Names of members are the draft's own.
 */

export interface VouchedObject {
  readonly [attribute: string]: unknown;
  readonly trustMarkName: string;
  readonly trustMarkSignature: string;
}

export const vouchedClaims = ['userIdentity', 'userOrganization', 'userAuthInformation'] as const;
export type VouchedClaim = (typeof vouchedClaims)[number];

/** The objects without their signatures, as they are handed on in an access token. */
export type UserClaims = Readonly<Partial<Record<VouchedClaim, Readonly<Record<string, unknown>>>>>;

export const selfIssued = 'self-issued';

/** A personal identity number or a coordination number, twelve digits. */
const personalNumber = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])\d{4}$/;

export function isPersonalNumber(text: string): boolean {
  return personalNumber.test(text);
}

export type UserProblem = 'bad-subject' | 'bad-object' | 'another-person';

/** The objects of a user_JWT about `subject`; what is wrong where they do not hold together. */
export function readUserObjects(
  claims: Readonly<Record<string, unknown>>,
  subject: string,
): ReadonlyMap<VouchedClaim, VouchedObject> | UserProblem {
  if (!isPersonalNumber(subject)) return 'bad-subject';
  const objects = new Map<VouchedClaim, VouchedObject>();
  for (const name of vouchedClaims) {
    const value = claims[name];
    if (value === undefined) continue;
    if (!isVouched(value)) return 'bad-object';
    objects.set(name, value);
  }
  // The draft spells it personalIdentityNumner; both spellings must name the subject.
  const identity = objects.get('userIdentity');
  const numbers = [identity?.personalIdentityNumner, identity?.personalIdentityNumber];
  return numbers.some((one) => one !== undefined && one !== subject) ? 'another-person' : objects;
}

function isVouched(value: unknown): value is VouchedObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { trustMarkName, trustMarkSignature, ...attributes } = value as Record<string, unknown>;
  return (
    typeof trustMarkName === 'string' &&
    trustMarkName !== '' &&
    typeof trustMarkSignature === 'string' &&
    Object.values(attributes).every((one) => typeof one === 'string' && one.length <= 500)
  );
}

export function withoutSignatures(objects: ReadonlyMap<VouchedClaim, VouchedObject>): UserClaims {
  return Object.fromEntries([...objects].map(([name, { trustMarkSignature: _, ...rest }]) => [name, rest]));
}
