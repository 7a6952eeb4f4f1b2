import assert from 'node:assert/strict';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { company } from '@ena/rooms/base-data/company';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { onboarding } from '../room.ts';
import { fakeIdentity, sign } from './fake-identity.ts';
import { persons, type TestPerson } from './persons.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface CallOptions {
  readonly json?: unknown;
  /** The revision for `If-Match`. */
  readonly revision?: number;
  readonly headers?: Record<string, string>;
  readonly scope?: string;
}

export interface RunningRoom extends TestHub {
  readonly clock: FixedClock;
  /** Calls the room's API as the person, with the scope for his part unless another is given. */
  as(person: TestPerson, method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** The same as the case handler, with the scope for review. */
  review(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Without a token. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  operator(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

/** The room among those that it needs; only the identity room is a stand-in. */
export async function runRoom(options: { readonly sandbox?: boolean } = {}): Promise<RunningRoom> {
  const clock = fixedClock();
  const rooms = [company, trustFramework, fakeIdentity, onboarding];
  const { sandbox = true } = options;
  // Outside the sandbox the anchor is named, for its public URL here is http.
  const configuration = { 'blocks/trust-framework': { entityId: 'https://hub.sandbox.localhost' } };
  const hub = await startTestHub({ rooms, clock, sandbox, configuration });
  const with_ =
    (token: string) =>
    (method: string, path: string, call: CallOptions = {}) =>
      send(hub, method, path, call, `Bearer ${token}`);
  return {
    ...hub,
    clock,
    as: (person, method, path, call = {}) =>
      with_(hub.personToken([call.scope ?? 'onboarding:self'], person))(method, path, call),
    review: (method, path, call = {}) =>
      with_(hub.personToken(['onboarding:review'], persons.handler))(method, path, call),
    operator: with_(hub.operatorToken),
    call: (method, path, call = {}) => send(hub, method, path, call),
  };
}

async function send(
  hub: TestHub,
  method: string,
  path: string,
  { json, revision, headers = {} }: CallOptions,
  authorization?: string,
): Promise<Answer> {
  const url = path.startsWith('/') ? `${hub.url}/onboarding/v1${path}` : path;
  const response = await fetch(url, {
    method,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      ...headers,
    },
    body: json === undefined ? null : JSON.stringify(json),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** The slug of a refusal. */
export function slugOf(answer: Answer): string {
  return String(answer.json?.type).split(':').at(-1) ?? '';
}

export function problem(answer: Answer, status: number, slug: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.type, `urn:ena:problem:onboarding:${slug}`);
}

export function publicKeys() {
  const { kty, crv, x, y, kid } = generateEs256Key().publicJwk;
  return { keys: [{ kty, crv, x, y, kid }] };
}

/** Takes the step with the revision as it stands now. */
export async function step(
  room: RunningRoom,
  person: TestPerson,
  id: string,
  json: { step: string; reason?: string; mend?: string[] },
): Promise<Answer> {
  const { json: matter } = await room.as(person, 'GET', `/matters/${id}`);
  return room.as(person, 'POST', `/matters/${id}/steps`, { json, revision: matter?.revision ?? 1 });
}

export async function reviewStep(
  room: RunningRoom,
  id: string,
  json: { step: string; reason?: string; mend?: string[] },
): Promise<Answer> {
  const { json: matter } = await room.review('GET', `/review/matters/${id}`);
  return room.review('POST', `/review/matters/${id}/steps`, { json, revision: matter.revision });
}

export const email = 'registrator@kommun.example';

export async function fileFor(room: RunningRoom, person: TestPerson, orgnr: string, more: object = {}) {
  const filed = await room.as(person, 'POST', '/applications', { json: { orgnr, email, ...more } });
  assert.equal(filed.status, 201, filed.text);
  return filed.json;
}

export async function signFor(room: RunningRoom, person: TestPerson, id: string): Promise<Answer> {
  const { json: agreement } = await room.as(person, 'GET', `/applications/${id}/agreement`);
  const userSignature = sign(person, agreement.text);
  return room.as(person, 'POST', `/applications/${id}/signatures`, { json: { userSignature } });
}

/** Uppsala joins by the one who signs alone; the sandbox decides by itself. */
export async function joinUppsala(room: RunningRoom): Promise<string> {
  const { id, application } = await fileFor(room, persons.alone, '2120003005');
  assert.equal((await signFor(room, persons.alone, id)).json.state, 'accepted');
  const token = await room.as(persons.alone, 'POST', `/applications/${id}/join-tokens`);
  assert.equal(token.status, 201, token.text);
  const { joinToken } = token.json;
  const json = { joinToken, entityId: application.entityId, jwks: publicKeys() };
  const joined = await room.call('POST', '/joins', { json });
  assert.equal(joined.status, 201, joined.text);
  return id;
}

/** Invites the person as a contact of the organisation and accepts for him. */
export async function makeContact(
  room: RunningRoom,
  by: TestPerson,
  person: TestPerson,
  role: string,
  orgnr = '2120003005',
): Promise<string> {
  const json = { role, name: person.name, email };
  const invited = await room.as(by, 'POST', `/organisations/${orgnr}/contacts`, { json });
  assert.equal(invited.status, 201, invited.text);
  const answer = { code: invited.json.code, answer: 'accept' };
  const accepted = await room.as(person, 'POST', '/invitation-answers', { json: answer });
  assert.equal(accepted.json.state, 'active', accepted.text);
  return invited.json.contact.id;
}
