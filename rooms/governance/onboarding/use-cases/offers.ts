import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import { isObject } from '@ena/kernel/federation/json.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import type { RegisterOutcome, ResolvedEntity, TrustFrameworkOffer } from '#rooms/blocks/trust-framework';
import type { Naming, RegisterAnswer } from '../domain/organisation-checks.ts';
import type { Authority } from '../domain/person.ts';
import type { Accepted, BaseData, Demands, Federation, TrustMarks, VouchedConnector } from './ports.ts';

/** Fills the ports from what the other rooms offer. */

export function baseDataOf(company: CompanyOffer): BaseData {
  return {
    find: async (number) => answerOf(await company.findOrganisation(number)),
    authority: async (number) => authorityOf(await company.findSignatories(number)),
  };
}

function answerOf(outcome: Awaited<ReturnType<CompanyOffer['findOrganisation']>>): RegisterAnswer {
  if (outcome.kind !== 'found') return outcome;
  const { name, legalForm, publicSector, deregisteredOn, verified, kind } = outcome.organisation;
  const naturalPerson = kind !== 'organisation' && kind !== 'foreign';
  return { kind: 'found', name, legalForm, publicSector, deregisteredOn, verified, naturalPerson };
}

function authorityOf(outcome: Awaited<ReturnType<CompanyOffer['findSignatories']>>): Authority | undefined {
  if (outcome.kind !== 'found') return undefined;
  const { signatories, rules, asOf, source } = outcome.authority;
  return { signatories, rules, asOf, fictitious: source === 'sandbox' };
}

export function federationOf(trust: TrustFrameworkOffer): Federation {
  return {
    anchorEntityId: trust.anchorEntityId,
    connectorOf: async (entityId) => connectorOf(await trust.resolveEntity(entityId)),
    judgeNaming: async (organisationNumber, entityId) =>
      namings[await trust.judgeNaming({ organisationNumber, entityId })],
    register: async (member) => registered(await trust.registerOrganisation(member)),
    isMember: async (number) => (await trust.organisationStatus(number)) === 'active',
    hostedEntityId: (number, name) => trust.hostedEntityId(number, name),
    publish: async (entityId, entityType, metadata) =>
      accepted(await trust.publishMetadata(entityId, entityType, metadata), 'published'),
    withdraw: async (entityId, entityType) =>
      accepted(await trust.withdrawMetadata(entityId, entityType), 'withdrawn'),
  };
}

const namings: Readonly<Record<Awaited<ReturnType<TrustFrameworkOffer['judgeNaming']>>, Naming>> = {
  free: 'free',
  'bad-number': 'malformed',
  'bad-entity-id': 'malformed',
  'entity-id-taken': 'taken',
  'number-taken': 'other-name',
};

function connectorOf(entity: ResolvedEntity | undefined): VouchedConnector | undefined {
  const { organisation, metadata } = entity ?? {};
  const jwks = metadata?.ena_connector?.jwks;
  if (organisation === undefined || !isObject(jwks) || !Array.isArray(jwks.keys)) return undefined;
  return { organisationNumber: organisation, keys: jwks.keys.filter(isObject) as JwkMembers[] };
}

function registered(outcome: RegisterOutcome): Accepted {
  if (outcome.kind === 'registered' || outcome.kind === 'replaced') return { kind: 'accepted' };
  return { kind: 'refused', detail: registrationRefusals[outcome.kind] };
}

const registrationRefusals: Readonly<
  Record<Exclude<RegisterOutcome['kind'], 'registered' | 'replaced'>, string>
> = {
  'bad-number': 'The organisation number is not valid.',
  'bad-entity-id': 'entityId must be https://host[/path], in lower case, without a final slash.',
  'bad-keys': 'A key in jwks is not usable: give each an own kid, on P-256.',
  'number-taken':
    'The organisation is registered under another entity id: the operator has to revoke that first.',
  'entity-id-taken':
    'The entity id is, or was, somebody else’s: withdraw the application and apply with one of your own.',
  raced: 'Someone else changed the organisation at the same time: repeat the call.',
};

/** The kind that means done is accepted; every other names itself. */
function accepted(outcome: { readonly kind: string; readonly detail?: string }, done: string): Accepted {
  if (outcome.kind === done) return { kind: 'accepted' };
  return { kind: 'refused', detail: outcome.detail ?? `The federation refuses it: ${outcome.kind}.` };
}

export function trustMarksOf(trust: TrustFrameworkOffer): TrustMarks {
  return {
    demands: async (entityId, type, actorType) =>
      demandsOf(await trust.evaluateTrustMark(entityId, type, actorType)),
    file: async ({ entityId, ...review }) => {
      const { kind, ...rest } = await trust.recordTrustMarkEvidence({
        ...review,
        subject: entityId,
        documentDigest: undefined,
        validUntil: undefined,
      });
      return accepted({ kind: kind === 'known' ? 'added' : kind, ...rest }, 'added');
    },
    issue: async (request) => issued(await trust.issueTrustMark(request)),
  };
}

function demandsOf(outcome: Awaited<ReturnType<TrustFrameworkOffer['evaluateTrustMark']>>): Demands {
  if (outcome.kind === 'fulfilled') return { kind: 'demands', list: [] };
  if (outcome.kind !== 'unfulfilled') return outcome;
  const list = outcome.missing.map(({ requirement, needs }) => ({ requirement, control: needs }));
  return { kind: 'demands', list };
}

const markRefusals = {
  exists: 'The mark is suspended: the issuer has to resume or revoke it first.',
  'unknown-type': 'The issuer no longer issues this mark: return the application.',
  'unknown-entity': 'The federation does not vouch for the entity now: have it published again first.',
  raced: 'Someone else changed the mark at the same time: repeat the call.',
} as const;

/** A mark that is in force already is the one that was asked for: a call that broke off is repeated so. */
function issued(outcome: Awaited<ReturnType<TrustFrameworkOffer['issueTrustMark']>>): Accepted {
  if (outcome.kind === 'issued') return { kind: 'accepted' };
  if (outcome.kind === 'exists' && outcome.standing === 'active') return { kind: 'accepted' };
  if (outcome.kind !== 'unfulfilled') {
    return { kind: 'refused', detail: markRefusals[outcome.kind] };
  }
  const missing = outcome.missing.map(({ requirement, needs }) => `${requirement} (control ${needs})`);
  return { kind: 'refused', detail: `The issuer lacks evidence of: ${missing.join(', ')}.` };
}
