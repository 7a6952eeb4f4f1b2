import { swedishTime } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { NamedParty } from '../../domain/party.ts';
import type { Proposal, Terms } from '../../domain/proposal.ts';
import { pageOf } from './page.ts';
import { instant, line, partyReply, renderParty, uuid } from './party.ts';
import { permissionReply, renderPermission } from './permission.ts';
import { proposalExample } from './proposal-example.ts';
import { renderSignatory, renderSignature, signatoryReply, signatureReply } from './signing.ts';

export const reasonBody = Type.Object(
  { reason: Type.Optional(line(1000, 'Why. Skäl.')) },
  { additionalProperties: false, examples: [{ reason: 'Det var fel fastighet.' }] },
);
export type ReasonBody = Static<typeof reasonBody>;

export const signatureBody = Type.Object(
  {
    userSignature: Type.String({
      minLength: 1,
      maxLength: 200_000,
      pattern: '^[A-Za-z0-9+/=_-]+$',
      description: 'The claim https://id.oidc.se/claim/userSignature, as the identity service gave it',
    }),
  },
  {
    additionalProperties: false,
    examples: [{ userSignature: 'ZXlKMGVYQWlPaUpsYm1FdGRHVnpkQzF6YVdkdVlYUjFjbVVy' }],
  },
);
export type SignatureBody = Static<typeof signatureBody>;

const grantorRole = Type.String({ enum: ['private', 'organisation'] });
const day = Type.String({ format: 'date' });
const template = Type.Object({ id: uuid, version: Type.Integer({ minimum: 1 }) });

export const termsReply = Type.Object({
  template,
  parent: Type.Optional(uuid),
  delegator: Type.Optional(partyReply),
  title: Type.String(),
  description: Type.String(),
  relyingParty: Type.Object({ id: Type.String(), name: Type.String() }),
  grantor: partyReply,
  grantorRole,
  holders: Type.Array(partyReply),
  permissions: Type.Array(permissionReply),
  limits: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
  validFrom: day,
  validTo: Type.Optional(day),
  mayDelegate: Type.Boolean(),
});

/** A mandate in the making. Once registered it is the mandate with the same id. */
export const proposalReply = Type.Object(
  {
    id: uuid,
    state: Type.String({
      enum: ['draft', 'requested', 'signing', 'registered', 'declined', 'withdrawn', 'lapsed'],
    }),
    terms: termsReply,
    creator: partyReply,
    createdAt: instant,
    lapsesAt: Type.String({
      format: 'date-time',
      description: 'After it nothing more comes of it. Förfaller.',
    }),
    signatories: Type.Array(signatoryReply, { description: 'Who is to sign. Vilka som ska skriva under.' }),
    needed: Type.Integer({ minimum: 0, description: 'How many of them. Hur många av dem som behövs.' }),
    signatures: Type.Array(signatureReply),
    remaining: Type.Optional(
      Type.Object(
        {
          count: Type.Optional(Type.Integer({ minimum: 0 })),
          persons: Type.Array(partyReply),
        },
        {
          description:
            'While it is signed, by the register’s word of now: the fewest further signatures and whose would help; without `count` where nobody can bind the organisation any more. Absent while the register does not answer. Vad som återstår.',
        },
      ),
    ),
    revision: Type.Integer({ minimum: 1, description: 'Send it as If-Match: "<revision>" with a step.' }),
    mayDo: Type.Array(Type.String(), { description: 'What the caller may do now. Vad anroparen får göra.' }),
  },
  { examples: [proposalExample] },
);
export const proposalPage = pageOf(proposalReply, '/mandates/v1/proposals');

export interface RenderedSigning {
  readonly missing: number | undefined;
  readonly remaining: readonly NamedParty[];
}

export function renderProposal(proposal: Proposal, mayDo: readonly string[], standing?: RenderedSigning) {
  const { id, state, creator, createdAt, needed, revision } = proposal;
  return {
    id,
    state,
    terms: renderTerms(proposal.terms),
    creator: renderParty(creator),
    createdAt: swedishTime(createdAt),
    lapsesAt: swedishTime(proposal.lapsesAt),
    signatories: proposal.signatories.map(renderSignatory),
    needed,
    signatures: proposal.signatures.map(renderSignature),
    ...(standing !== undefined && { remaining: renderRemaining(standing) }),
    revision,
    mayDo: [...mayDo],
  };
}

function renderRemaining({ missing, remaining }: RenderedSigning) {
  return { ...(missing !== undefined && { count: missing }), persons: remaining.map(renderParty) };
}

export function renderTerms(terms: Terms) {
  const { delegator, grantor, holders, permissions } = terms;
  return {
    ...terms,
    ...(delegator !== undefined && { delegator: renderParty(delegator) }),
    grantor: renderParty(grantor),
    holders: holders.map(renderParty),
    permissions: permissions.map(renderPermission),
    limits: terms.limits.map(({ kind, value }) => ({ kind, value })),
  };
}
