import type { Problem } from '@ena/kernel/http/problem.ts';
import { problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { type SigningError, signingErrors } from '../signing-errors.ts';
import type { SigningStore } from '../store/signing-store.ts';
import { findSignatories } from '../use-cases/find-signatories.ts';
import { loadSignatories } from '../use-cases/load-signatories.ts';
import {
  renderSigningAuthority,
  type SigningAuthorityBody,
  toSigningAuthority,
} from '../wire/signing-authority.ts';

type ByNumber<Body = unknown> = RoomRequest<{ orgnr: string }, unknown, Body>;

export async function saveSigningAuthority(
  request: ByNumber<SigningAuthorityBody>,
  store: SigningStore,
): Promise<RoomReply> {
  const authority = toSigningAuthority(request.params.orgnr, request.body);
  const outcome = await loadSignatories(store, authority);
  if (outcome.kind === 'wrong') {
    const { pointer, detail } = outcome;
    return problem('wrong-signing-authority', detail, [{ pointer, detail }]);
  }
  return { status: outcome.kind === 'added' ? 201 : 200, body: renderSigningAuthority(authority) };
}

export async function readSigningAuthority(request: ByNumber, store: SigningStore): Promise<RoomReply> {
  const outcome = await findSignatories(store, request.params.orgnr);
  if (outcome.kind !== 'found') return unknown();
  return { status: 200, body: renderSigningAuthority(outcome.authority) };
}

export async function removeSigningAuthority(request: ByNumber, store: SigningStore): Promise<RoomReply> {
  return (await store.removeSigningAuthority(request.params.orgnr)) ? { status: 204 } : unknown();
}

function unknown(): RoomReply {
  return problem('unknown-signing-authority', 'Load it with PUT at the same address.');
}

function problem(slug: SigningError, detail: string, errors?: Problem['errors']): RoomReply {
  const { status, fault, title } = signingErrors[slug];
  const type = `urn:ena:problem:company:${slug}`;
  const body: Problem = { type, title, status, detail, fault, ...(errors && { errors }) };
  return { status, contentType: problemContentType, body };
}
