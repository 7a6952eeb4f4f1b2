import { isIP } from 'node:net';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isCoordinationNumber, isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Told } from '../domain/told.ts';
import { claims, scopeClaims, scopes } from './oidc-sweden.ts';

interface Member {
  readonly claim: string;
  readonly isRight: (value: unknown) => boolean;
}

const text = (longest: number) => (value: unknown) =>
  typeof value === 'string' && value !== '' && value.length <= longest;
const matching = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value);
const base64 = (longest: number) => (value: unknown) =>
  text(longest)(value) && /^[A-Za-z0-9+/]+={0,2}$/.test(String(value));
const seconds = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const organisation = (value: unknown) => typeof value === 'string' && isOrganisationNumber(value);
const affiliation = (value: unknown) =>
  typeof value === 'string' && /^[^@]{1,200}@[0-9]{10}$/.test(value) && organisation(value.slice(-10));
const coordination = (value: unknown) =>
  typeof value === 'string' && isPersonalNumber(value) && isCoordinationNumber(value);

/** Claims 1.0 §2, and two of OpenID Connect: each with the form that it must have. */
const members: Readonly<Record<keyof Told, Member>> = {
  displayName: { claim: 'name', isRight: text(200) },
  middleName: { claim: 'middle_name', isRight: text(200) },
  affiliation: { claim: claims.orgAffiliation, isRight: affiliation },
  organisationNumber: { claim: claims.orgNumber, isRight: organisation },
  organisationName: { claim: claims.orgName, isRight: text(300) },
  organisationUnit: { claim: claims.orgUnit, isRight: text(300) },
  coordinationNumberLevel: {
    claim: claims.coordinationNumberLevel,
    isRight: matching(/^(?:confirmed|probable|uncertain)$/),
  },
  previousCoordinationNumber: { claim: claims.previousCoordinationNumber, isRight: coordination },
  credentialValidFrom: { claim: claims.credentialValidFrom, isRight: seconds },
  credentialValidTo: { claim: claims.credentialValidTo, isRight: seconds },
  userCertificate: { claim: claims.userCertificate, isRight: base64(16_000) },
  deviceAddress: { claim: claims.deviceIp, isRight: (value) => typeof value === 'string' && isIP(value) > 0 },
  authenticationEvidence: { claim: claims.authnEvidence, isRight: base64(65_536) },
};

const names = Object.keys(members) as readonly (keyof Told)[];

/** Those of the log-in and not of the person (Claims 1.0 §2.3): they belong in the ID token. */
export const claimsOfLogin: readonly string[] = [
  claims.credentialValidFrom,
  claims.credentialValidTo,
  claims.userCertificate,
  claims.deviceIp,
  claims.authnEvidence,
];

/** Claims that no scope stands for; a client asks for them by name. */
export const claimsByNameAlone: readonly string[] = [
  claims.orgUnit,
  claims.coordinationNumberLevel,
  claims.previousCoordinationNumber,
  ...claimsOfLogin,
];

export interface AskedFor {
  readonly scope: string | undefined;
  /** The JSON text of the parameter. */
  readonly claims: string | undefined;
}

/** Which of these claims the client asks for; what it does not ask for is neither asked for elsewhere nor kept. */
export function toldClaimsAsked({ scope = '', claims: json }: AskedFor): ReadonlySet<string> {
  const asked = scope.split(' ');
  const parts = JSON.parse(json ?? '{}') as Readonly<Record<string, object | null | undefined>>;
  const byName = [parts.id_token, parts.userinfo].flatMap((part) => Object.keys(part ?? {}));
  const byScope = [scopes.naturalPersonInfo, scopes.naturalPersonOrgId]
    .filter((one) => asked.includes(one))
    .flatMap((one) => scopeClaims[one] ?? []);
  const wanted = new Set(
    names.map((name) => members[name].claim).filter((claim) => [...byName, ...byScope].includes(claim)),
  );
  // The name is an organisation's word only where its word is asked for.
  if (!asked.includes(scopes.naturalPersonOrgId)) wanted.delete(members.displayName.claim);
  return wanted;
}

/** What has another form than it should is left out. Fails where two of them contradict one another. */
export function parseTold(
  value: Readonly<Record<string, unknown>>,
  personalNumber: string,
  wanted: ReadonlySet<string>,
): Result<Told, string> {
  const read = names.filter((name) => members[name].isRight(value[members[name].claim]));
  const all = Object.fromEntries(read.map((name) => [name, value[members[name].claim]])) as Told;
  const number = all.affiliation?.slice(-10);
  if (number !== undefined && (all.organisationNumber ?? number) !== number)
    return fail('the provider tells two organisations');
  const { coordinationNumberLevel, previousCoordinationNumber, ...rest } = all;
  const ofNumber = isCoordinationNumber(personalNumber)
    ? { ...(coordinationNumberLevel !== undefined && { coordinationNumberLevel }) }
    : { ...(previousCoordinationNumber !== undefined && { previousCoordinationNumber }) };
  // It can always be derived, and is expected beside (Claims 1.0 §3.3).
  const derived = number === undefined ? {} : { organisationNumber: number };
  return ok(wantedOf({ ...rest, ...derived, ...ofNumber }, wanted));
}

export function wantedOf(told: Told, wanted: ReadonlySet<string>): Told {
  return Object.fromEntries(
    names
      .filter((name) => wanted.has(members[name].claim) && told[name] !== undefined)
      .map((name) => [name, told[name]]),
  );
}

export function renderTold(told: Told): Readonly<Record<string, unknown>> {
  const given = names.filter((name) => told[name] !== undefined);
  return Object.fromEntries(given.map((name) => [members[name].claim, told[name]]));
}
