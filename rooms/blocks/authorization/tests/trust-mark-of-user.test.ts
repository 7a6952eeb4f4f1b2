import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { Room } from '@ena/kernel/room.ts';
import { day } from '@ena/kernel/time.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { authorizationId } from '../index.ts';
import { authorization } from '../room.ts';
import { encode } from './foreign-key.ts';
import { freshId } from './running-server.ts';

/* A user is vouched for by a mark that the real trust framework has issued to the client, and by nothing like it. */

const orgnr = '2120000829';
const slug = 'federation-member-low';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const clock = fixedClock();
const key = generateEs256Key();
const now = () => Math.floor(clock.now() / 1000);
let hub: TestHub;
let trust: TrustFrameworkOffer;
let client: string;
let mark: { readonly id: string; readonly type: string; readonly jwt: string };

/** Stands for the room that lets organisations in. */
const onboarding: Room = {
  id: 'blocks/letting-in',
  names: { sv: 'Anslutning', en: 'Letting in' },
  contracts: [],
  needs: [trustFrameworkId],
  events: [],
  permissions: [],
  config: Type.Object({}),
  schema: undefined,
  migrations: {},
  open: async (context) => {
    trust = context.room<TrustFrameworkOffer>(trustFrameworkId);
    return { routes: [] };
  },
};

before(async () => {
  hub = await startTestHub({
    rooms: [trustFramework, authorization, onboarding],
    clock,
    configuration: { [authorizationId]: { federationScopes: ['las'] } },
  });
  await trust.registerOrganisation({
    organisationNumber: orgnr,
    entityId: 'https://karlskrona.example',
    organisationName: 'Karlskrona kommun (å ä ö)',
    federationKeys: [generateEs256Key().publicJwk as never],
  });
  client = await join('verksamhet');
  mark = await marked(client);
});

/** A system of the organisation, with metadata that the hub hosts. */
async function join(name: string): Promise<string> {
  const entityId = trust.hostedEntityId(orgnr, name);
  const metadata = { jwks: { keys: [key.publicJwk] }, grant_types: [jwtBearer] };
  assert.equal((await trust.publishMetadata(entityId, 'oauth_client', metadata as never)).kind, 'published');
  return entityId;
}

async function marked(entityId: string): Promise<typeof mark> {
  const lacks = await trust.evaluateTrustMark(entityId, slug, 'K');
  assert.ok(lacks.kind === 'unfulfilled');
  for (const { requirement, needs } of lacks.missing) {
    const recorded = await trust.recordTrustMarkEvidence({
      subject: entityId,
      requirement,
      control: needs,
      reviewer: 'Örebro revisionsbyrå',
      reviewedOn: '2026-11-20',
      reference: 'Dnr 2026-117',
      documentDigest: undefined,
      validUntil: undefined,
    });
    assert.equal(recorded.kind, 'added');
  }
  const issued = await trust.issueTrustMark({ entityId, type: slug, actorType: 'K', by: 'operator' });
  assert.ok(issued.kind === 'issued', issued.kind);
  const [held] = await trust.findTrustMarks(entityId);
  assert.ok(held !== undefined);
  return { id: issued.mark.id, type: held.type, jwt: issued.jwt };
}

function signed(claims: object, by: SigningKey = key): string {
  return signJwtDirect('JWT', { jti: freshId(), iat: now(), exp: now() + 60, ...claims }, by);
}

async function ask(trustMarkSignature: string, trustMarkName = mark.type, id = client): Promise<string> {
  const issuer = `${hub.url}/authorization`;
  const userOrganization = { trustMarkName, trustMarkSignature, o: 'Åre' };
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: jwtBearer,
      assertion: signed({ iss: id, sub: '191212121212', aud: issuer, userOrganization }),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signed({ iss: id, sub: id, aud: issuer }),
    }),
  });
  const { error } = (await answer.json()) as { error?: string };
  return `${answer.status} ${error ?? ''}`.trim();
}

const parts = () => {
  const [header = '', payload = '', signature = ''] = mark.jwt.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  return { header, payload, signature, head: read(header), claims: read(payload) };
};

describe('a user who is vouched for by a trust mark', () => {
  it('is taken with the mark that the client holds', async () => {
    assert.equal(await ask(mark.jwt), '200');
  });

  it('is refused with anything that only looks like it', async () => {
    const { header, payload, signature, head, claims } = parts();
    const stranger = generateEs256Key();
    const wrong: Record<string, string> = {
      'alg none, ended, no signature': `${encode({ ...head, alg: 'none' })}.${encode({ ...claims, exp: 1 })}.`,
      'alg none, its own claims': `${encode({ ...head, alg: 'none' })}.${payload}.`,
      'another alg': `${encode({ ...head, alg: 'HS256' })}.${payload}.${signature}`,
      'no signature': `${header}.${payload}.`,
      'another signature': `${header}.${payload}.${'A'.repeat(signature.length)}`,
      'signed by the client': signJwtDirect('trust-mark+jwt', claims, key),
      'signed by a stranger': signJwtDirect('trust-mark+jwt', claims, stranger),
      'ended, signed by a stranger': signJwtDirect('trust-mark+jwt', { ...claims, exp: 1 }, stranger),
      'about another': `${header}.${encode({ ...claims, sub: 'https://annan.example' })}.${signature}`,
      'of another type': `${header}.${encode({ ...claims, trust_mark_type: 'https://annat.example' })}.${signature}`,
      'with a member more': `${mark.jwt}.`,
      'with a space': `${mark.jwt} `,
      empty: '',
    };
    for (const [name, jwt] of Object.entries(wrong)) assert.equal(await ask(jwt), '400 invalid_grant', name);
    assert.equal(await ask(mark.jwt, 'https://annat.example'), '400 invalid_grant', 'under another name');
  });

  it('is refused with a mark that another client holds, though it is right there', async () => {
    const other = await join('annat');
    const { jwt } = await marked(other);
    clock.advance(6000);
    assert.equal(await ask(jwt, mark.type, other), '200');
    assert.equal(await ask(jwt), '400 invalid_grant');
    assert.equal(await ask(mark.jwt, mark.type, other), '400 invalid_grant');
  });

  it('is refused once the mark is revoked, or has ended', async () => {
    const brief = await join('kort');
    const { id, jwt } = await marked(brief);
    clock.advance(6000);
    assert.equal(await ask(jwt, mark.type, brief), '200');
    const revoked = await fetch(`${hub.url}/trust-framework/v1/trust-marks/${id}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Kraven är inte längre uppfyllda.' }),
    });
    assert.equal(revoked.ok, true, await revoked.text());
    assert.equal(await ask(jwt, mark.type, brief), '400 invalid_grant');
    assert.equal(await ask(mark.jwt), '200');
    clock.advance(4 * 366 * day);
    assert.equal(await ask(mark.jwt), '400 invalid_grant');
  });
});
