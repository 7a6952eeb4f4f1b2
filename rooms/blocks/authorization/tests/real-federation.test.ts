import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { Room } from '@ena/kernel/room.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { authorizationId } from '../index.ts';
import { authorization } from '../room.ts';

const orgnr = '2120000829';
let trust: TrustFrameworkOffer | undefined;

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

test('a system whose metadata the trust framework hosts gets a token without being registered here, until it is revoked', async () => {
  const clock = fixedClock();
  const configuration = { [authorizationId]: { federationScopes: ['las'] } };
  const hub = await startTestHub({
    rooms: [trustFramework, authorization, onboarding],
    clock,
    configuration,
  });
  assert.ok(trust !== undefined);
  const { publicJwk } = generateEs256Key();
  const registered = await trust.registerOrganisation({
    organisationNumber: orgnr,
    entityId: 'https://karlskrona.example',
    organisationName: 'Karlskrona kommun (å ä ö)',
    federationKeys: [publicJwk as never],
  });
  assert.equal(registered.kind, 'registered');
  const key = generateEs256Key();
  const id = trust.hostedEntityId(orgnr, 'verksamhet');
  const ask = async () => {
    const iat = Math.floor(clock.now() / 1000);
    const aud = `${hub.url}/authorization`;
    const claims = { iss: id, sub: id, aud, jti: `${iat}-${clock.now()}-0123456789`, iat, exp: iat + 60 };
    const answer = await fetch(`${aud}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signJwtDirect('JWT', claims, key),
      }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  assert.equal((await ask()).status, 401);
  const jwks = { keys: [{ ...key.publicJwk }] };
  const published = await trust.publishMetadata(id, 'oauth_client', { jwks, scope: 'las' } as never);
  assert.equal(published.kind, 'published', JSON.stringify(published));
  clock.advance(6000);
  const answer = await ask();
  assert.equal(answer.status, 200, answer.text);
  const claims = JSON.parse(Buffer.from(answer.text.split('.')[1] ?? '', 'base64url').toString());
  assert.deepEqual([claims.client_id, claims.orgnr, claims.scope], [id, orgnr, 'las']);
  const revoked = await fetch(`${hub.url}/trust-framework/v1/subordinates/${orgnr}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${hub.operatorToken}` },
  });
  assert.ok(revoked.ok);
  clock.advance(6000);
  assert.equal((await ask()).status, 401);
});

test('the server itself stands in the federation of its operator, and others resolve it', async () => {
  const operator: Room = {
    ...onboarding,
    open: async (context) => {
      const offer = context.room<TrustFrameworkOffer>(trustFrameworkId);
      trust = offer;
      const registered = await offer.registerOrganisation({
        organisationNumber: orgnr,
        entityId: 'https://karlskrona.example',
        organisationName: 'Karlskrona kommun (å ä ö)',
        federationKeys: [generateEs256Key().publicJwk as never],
      });
      assert.equal(registered.kind, 'registered');
      return { routes: [] };
    },
  };
  const configuration = { [authorizationId]: { operatorOrganisation: orgnr } };
  const hub = await startTestHub({ rooms: [trustFramework, authorization, operator], configuration });
  const id = trust?.hostedEntityId(orgnr, 'authorization') ?? assert.fail();
  const entity = await trust?.resolveEntity(id);
  const metadata = entity?.metadata.oauth_authorization_server ?? assert.fail('not resolved');
  const document = await fetch(`${hub.url}/.well-known/oauth-authorization-server/authorization`);
  const { signed_metadata: _, ...published } = (await document.json()) as Record<string, unknown>;
  assert.deepEqual(metadata, published);
  assert.equal(entity?.organisation, orgnr);
  assert.equal(entity?.metadata.oauth_client?.jwks_uri, published.jwks_uri);
});
