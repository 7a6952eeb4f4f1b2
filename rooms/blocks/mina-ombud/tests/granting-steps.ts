import assert from 'node:assert/strict';
import type { NamedParty } from '../domain/party.ts';
import { type Answer, byrå, type GrantingRoom, karlskrona, signatureOf } from './granting-room.ts';

/** The content of a template as a case handler writes it. */
export const bygglov = {
  title: 'Sköta bygglov',
  description: 'Ansöka om lov och ta emot beslut i byggärenden.',
  grantorRoles: ['private', 'organisation'],
  holderRoles: ['person', 'organisation'],
  permissions: [
    { code: 'lov-läsa', title: 'Läsa ärendet', obligatory: true },
    { code: 'lov-ansöka', title: 'Ansöka om lov', description: 'Även för ändringar.', obligatory: false },
    { code: 'lov-överklaga', title: 'Överklaga beslut', obligatory: false },
  ],
  longestMonths: 24,
  endRequired: true,
  mayDelegate: true,
  limits: ['case', 'property'],
  byLaw: [],
};

const templates = `/relying-parties/${karlskrona}/templates`;

export async function draftTemplate(room: GrantingRoom, content: object = bygglov) {
  const made = await room.handler('POST', templates, { json: content });
  assert.equal(made.status, 201, made.text);
  return made.json;
}

/** Takes a step with the revision as it stands now. */
export async function stepTemplate(room: GrantingRoom, id: string, step: string): Promise<Answer> {
  const revision = (await room.store.template(id))?.revision ?? 1;
  return room.handler('POST', `${templates}/${id}/steps`, { revision, json: { step, reason: 'Så är det.' } });
}

export async function reviseTemplate(room: GrantingRoom, id: string, content: object): Promise<Answer> {
  const revision = (await room.store.template(id))?.revision ?? 1;
  return room.handler('PUT', `${templates}/${id}`, { revision, json: content });
}

export async function publishedTemplate(room: GrantingRoom, content: object = bygglov): Promise<string> {
  const { id } = await draftTemplate(room, content);
  const published = await stepTemplate(room, id, 'publish');
  assert.equal(published.status, 200, published.text);
  return id;
}

/** What a private person asks for; the accountants are to help her. */
export function wantedOf(template: string) {
  return {
    template,
    grantorRole: 'private',
    holders: [{ kind: 'organisation', id: byrå }] as { kind: string; id: string; name?: string }[],
    permissions: ['lov-läsa', 'lov-ansöka'],
    limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
    validFrom: '2026-11-22',
    validTo: '2027-11-22',
    mayDelegate: true,
  };
}

export async function draft(room: GrantingRoom, who: NamedParty, json: object) {
  const made = await room.as(who, 'POST', '/proposals', { json: { as: 'grantor', ...json } });
  assert.equal(made.status, 201, made.text);
  return made.json;
}

/** A step as the person who has just read the proposal. */
export async function take(
  room: GrantingRoom,
  who: NamedParty,
  id: string,
  step: string,
  orgnr?: string,
  json: object = {},
): Promise<Answer> {
  const query = orgnr === undefined ? '' : `?for=${orgnr}`;
  const revision = (await room.store.proposal(id))?.revision ?? 1;
  return room.as(who, 'POST', `/proposals/${id}/${step}${query}`, { revision, json });
}

export async function submitted(room: GrantingRoom, who: NamedParty, json: object, orgnr?: string) {
  const { id } = await draft(room, who, orgnr === undefined ? json : { ...json, for: orgnr });
  const answer = await take(room, who, id, 'submission', orgnr);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/** Reads the exact text and signs it. */
export async function sign(room: GrantingRoom, who: NamedParty, id: string): Promise<Answer> {
  const { text } = await room.as(who, 'GET', `/proposals/${id}/text`);
  const json = { userSignature: signatureOf(who, text) };
  return room.as(who, 'POST', `/proposals/${id}/signatures`, { json });
}

/** A mandate that a private person has granted, registered. */
export async function granted(room: GrantingRoom, who: NamedParty, json: object): Promise<string> {
  const { id } = await submitted(room, who, json);
  const signed = await sign(room, who, id);
  assert.equal(signed.json?.state, 'registered', signed.text);
  return id;
}
