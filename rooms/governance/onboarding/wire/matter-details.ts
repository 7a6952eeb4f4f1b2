import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { ContactData, Matter, MatterOf, ServiceData, TrustMarkData } from '../domain/matter.ts';
import { currentSignatures, signaturesMissing } from '../domain/signing.ts';
import { instant, text } from './values.ts';

const signing = Type.Object({
  round: Type.Integer(),
  agreement: Type.Object({ version: Type.String(), sha256: Type.String() }),
  signatories: Type.Array(Type.Object({ name: Type.String(), role: Type.String(), signed: Type.Boolean() })),
  missing: Type.Integer({ minimum: 0, description: 'Signatures still needed. Underskrifter som saknas.' }),
  asOf: Type.String({ format: 'date' }),
  fictitious: Type.Boolean({ description: 'The sandbox’s invented signatories. Påhittade firmatecknare.' }),
});

const control = Type.String({ enum: ['S', 'I', 'E', 'C'] });

/** The members of a matter that only its own kind has. */
export const matterDetails = {
  application: Type.Optional(
    Type.Object({
      organisationName: Type.String(),
      legalForm: Type.Optional(Type.String()),
      applicant: Type.String({ description: 'Name of who applied. Sökande.' }),
      email: Type.String(),
      entityId: Type.Optional(Type.String()),
      checks: Type.Array(
        Type.Object({
          check: Type.String(),
          result: Type.String({ enum: ['passed', 'warning', 'failed', 'unavailable'] }),
          explanation: text,
          mend: Type.Optional(text),
        }),
      ),
      signing: Type.Optional(signing),
    }),
  ),
  contact: Type.Optional(
    Type.Object({
      role: Type.String({ enum: ['administrative', 'technical', 'technical-agent'] }),
      name: Type.String(),
      email: Type.String(),
      invitationExpiresAt: Type.Optional(instant),
    }),
  ),
  service: Type.Optional(
    Type.Object({
      title: Type.String(),
      entityId: Type.String(),
      entityType: Type.String(),
      metadata: Type.Record(Type.String(), Type.Unknown()),
      publishedAt: Type.Optional(instant),
    }),
  ),
  trustMark: Type.Optional(
    Type.Object({
      type: Type.String(),
      entityId: Type.String(),
      actorType: Type.String({ enum: ['M', 'R', 'K', 'P'] }),
      requirements: Type.Array(Type.Object({ requirement: Type.String(), control })),
      assessments: Type.Array(
        Type.Object({
          requirement: Type.String(),
          verdict: Type.String({ enum: ['met', 'not-met'] }),
          control,
          evidence: Type.String(),
          reason: Type.String(),
          by: Type.String(),
          at: instant,
        }),
      ),
    }),
  ),
};

export function renderDetail(matter: Matter) {
  switch (matter.kind) {
    case 'organisation':
      return { application: renderApplication(matter) };
    case 'contact':
      return { contact: renderContact(matter.data) };
    case 'service':
      return { service: renderService(matter.data) };
    case 'trust-mark':
      return { trustMark: renderTrustMark(matter.data) };
  }
}

function renderApplication(matter: MatterOf<'organisation'>) {
  const { organisationName, legalForm, applicant, email, entityId, checks } = matter.data;
  return {
    organisationName,
    ...(legalForm !== undefined && { legalForm }),
    applicant: applicant.name,
    email,
    ...(entityId !== undefined && { entityId }),
    checks: [...checks],
    ...renderSigning(matter),
  };
}

function renderSigning(matter: MatterOf<'organisation'>) {
  const { authority, agreement, round } = matter.data;
  if (authority === undefined || agreement === undefined) return {};
  const signers = currentSignatures(matter).map(({ personalNumber }) => personalNumber);
  const signatories = authority.signatories.map(({ personalNumber, name, role }) => ({
    name,
    role,
    signed: signers.includes(personalNumber),
  }));
  const { version, sha256 } = agreement;
  const missing = signaturesMissing(authority, signers) ?? 0;
  const { asOf, fictitious } = authority;
  return { signing: { round, agreement: { version, sha256 }, signatories, missing, asOf, fictitious } };
}

function renderContact({ role, name, email, invitation }: ContactData) {
  const invitationExpiresAt = invitation && swedishTime(invitation.expiresAt);
  return { role, name, email, ...(invitationExpiresAt !== undefined && { invitationExpiresAt }) };
}

function renderService({ title, entityId, entityType, metadata, published }: ServiceData) {
  const at = published && swedishTime(published.at);
  return { title, entityId, entityType, metadata, ...(at !== undefined && { publishedAt: at }) };
}

function renderTrustMark({ type, entityId, actorType, requirements, assessments }: TrustMarkData) {
  return {
    type,
    entityId,
    actorType,
    requirements: [...requirements],
    assessments: assessments.map((one) => ({ ...one, at: swedishTime(one.at) })),
  };
}
