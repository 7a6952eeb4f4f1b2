import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { Basis, Ending, Mandate } from '../../domain/mandate.ts';
import { displayName } from '../../domain/party.ts';
import type { Standing } from '../../domain/standing.ts';
import { toldCreator, toldEnder } from '../../domain/told.ts';
import { calendarDay, instant, partyReply, renderParty, uuid } from './party.ts';
import { limit, permissionReply, renderPermission } from './permission.ts';
import { reasonEn, renderReason } from './reason.ts';
import { renderSignatory, renderSignature, signatoryReply, signatureReply } from './signing.ts';

const person = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };
const holder = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };

export const mandateExample = {
  id: '7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21',
  reference: 'MOP0000000042',
  template: { id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a', version: 2 },
  title: 'Bygglov',
  description: 'Företräda i ärenden om bygglov',
  relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
  grantor: person,
  grantorRole: 'private',
  holders: [holder],
  permissions: [{ code: 'lov-ansok', title: 'Ansöka om bygglov' }],
  limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
  validFrom: '2026-11-22',
  validTo: '2027-11-21',
  mayDelegate: false,
  signatories: [{ kind: 'person', person }],
  signatures: [{ person, at: '2026-11-22T12:00:00+01:00', artefactHash: 'a'.repeat(64) }],
  basis: { kind: 'signed', textHash: 'b'.repeat(64) },
  creator: person,
  createdAt: '2026-11-22T11:58:00+01:00',
  registeredAt: '2026-11-22T12:00:00+01:00',
  revision: 1,
  standing: 'valid',
  delegated: false,
  mayDo: ['revoke'],
};

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex' });

const basis = Type.Object(
  {
    kind: Type.String({ enum: ['signed', 'paper', 'law'] }),
    textHash: Type.Optional(sha256),
    documentHash: Type.Optional(sha256),
    relation: Type.Optional(Type.String({ enum: ['custody', 'guardian', 'administrator'] })),
  },
  { description: 'Whence it has its force: signatures, a document on paper, or the law. Grund.' },
);

const ended = Type.Object(
  {
    by: Type.String({ enum: ['grantor', 'holder', 'relying-party', 'delegator'] }),
    at: instant,
    reason: Type.String(),
    reasonEn: Type.Optional(reasonEn),
    name: Type.Optional(Type.String({ description: 'Who did it. Vem.' })),
  },
  {
    description: 'Revoked, returned, invalidated, or fallen with the one it was passed on from. Upphörande.',
  },
);

/** A mandate as someone whom it concerns sees it. `revision` is its entity tag. */
export const mandateReply = Type.Object(
  {
    id: uuid,
    reference: Type.String({ description: 'Referensnummer.' }),
    template: Type.Object({ id: uuid, version: Type.Integer({ minimum: 1 }) }),
    parent: Type.Optional(uuid),
    title: Type.String(),
    description: Type.String(),
    relyingParty: Type.Object({ id: Type.String(), name: Type.String() }),
    grantor: partyReply,
    grantorRole: Type.String({ enum: ['private', 'organisation'] }),
    holders: Type.Array(partyReply),
    permissions: Type.Array(permissionReply),
    limits: Type.Array(limit),
    validFrom: calendarDay,
    validTo: Type.Optional(calendarDay),
    mayDelegate: Type.Boolean({ description: 'The holder may pass it on. Får vidaredelas.' }),
    signatories: Type.Array(signatoryReply),
    signatures: Type.Array(signatureReply),
    basis,
    creator: partyReply,
    createdAt: instant,
    registeredAt: instant,
    ended: Type.Optional(ended),
    revision: Type.Integer({
      minimum: 1,
      description: 'Send it as If-Match: "<revision>" to end the mandate.',
    }),
    standing: Type.String({ enum: ['valid', 'coming', 'past'] }),
    delegated: Type.Boolean({ description: 'It has been passed on. Har vidaredelats.' }),
    mayDo: Type.Array(Type.String({ enum: ['revoke', 'return', 'invalidate', 'pass-on'] }), {
      description: 'What the caller may do now. Vad anroparen får göra nu.',
    }),
  },
  { examples: [mandateExample] },
);

export interface MandateView {
  readonly mandate: Mandate;
  readonly delegated: boolean;
  readonly standing: Standing;
  readonly mayDo: readonly string[];
}

export function renderMandate({ mandate, delegated, standing, mayDo }: MandateView) {
  const { id, reference, template, parent, title, description, relyingParty } = mandate;
  const { grantor, grantorRole, holders, permissions, limits, validFrom, validTo, mayDelegate } = mandate;
  return {
    id,
    reference,
    template: { ...template },
    ...(parent !== undefined && { parent }),
    title,
    description,
    relyingParty: { id: relyingParty.id, name: relyingParty.name },
    grantor: renderParty(grantor),
    grantorRole,
    holders: holders.map(renderParty),
    permissions: permissions.map(renderPermission),
    limits: limits.map(({ kind, value }) => ({ kind, value })),
    validFrom,
    ...(validTo !== undefined && { validTo }),
    mayDelegate,
    ...renderOrigin(mandate),
    ...(mandate.ended !== undefined && { ended: renderEnding(mandate.ended) }),
    revision: mandate.revision,
    standing,
    delegated,
    mayDo: [...mayDo],
  };
}

function renderOrigin(mandate: Mandate) {
  const { signatories, signatures, basis, createdAt, registeredAt } = mandate;
  return {
    signatories: signatories.map(renderSignatory),
    signatures: signatures.map(renderSignature),
    basis: renderBasis(basis),
    creator: renderParty(toldCreator(mandate)),
    createdAt: swedishTime(createdAt),
    registeredAt: swedishTime(registeredAt),
  };
}

/** Neither the case handler nor the register's own number of a relation is the parties' business. */
function renderBasis(basis: Basis) {
  switch (basis.kind) {
    case 'signed':
      return { kind: basis.kind, textHash: basis.textHash };
    case 'paper':
      return { kind: basis.kind, documentHash: basis.documentHash };
    case 'law':
      return { kind: basis.kind, relation: basis.relation };
  }
}

function renderEnding(ending: Ending) {
  const { by, at, reason } = ending;
  const person = toldEnder(ending);
  const name = person !== undefined && { name: displayName(person) };
  return { by, at: swedishTime(at), ...renderReason(reason), ...name };
}
