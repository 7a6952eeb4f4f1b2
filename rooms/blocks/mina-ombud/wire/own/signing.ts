import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { Signatory, Signature } from '../../domain/mandate.ts';
import { instant, partyReply, renderParty } from './party.ts';

/** Who is to sign, or signed: a person, or those who act for an organisation. */
export const signatoryReply = Type.Object({
  kind: Type.String({ enum: ['person', 'organisation'] }),
  person: Type.Optional(partyReply),
  organisation: Type.Optional(partyReply),
  representatives: Type.Optional(Type.Array(partyReply)),
});

export const signatureReply = Type.Object({
  person: partyReply,
  at: instant,
  artefactHash: Type.Optional(
    Type.String({
      description: 'SHA-256 in hex of the artefact; under it the signature can be downloaded. Underskrift.',
    }),
  ),
});

export function renderSignatory(signatory: Signatory) {
  if (signatory.kind === 'person') return { kind: signatory.kind, person: renderParty(signatory.person) };
  const { kind, organisation, representatives } = signatory;
  return { kind, organisation: renderParty(organisation), representatives: representatives.map(renderParty) };
}

export function renderSignature({ person, at, artefactHash }: Signature) {
  return {
    person: renderParty(person),
    at: swedishTime(at),
    ...(artefactHash !== undefined && { artefactHash }),
  };
}
