import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { Room } from '@ena/kernel/room.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { startTestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import { identity } from '../room.ts';

type Json = Readonly<Record<string, unknown>>;

const orgnr = '2120000829';
let trust: TrustFrameworkOffer | undefined;

/** Stands for the room that lets organisations in. */
const operator: Room = {
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
    const registered = await trust.registerOrganisation({
      organisationNumber: orgnr,
      entityId: 'https://karlskrona.example',
      organisationName: 'Karlskrona kommun (å ä ö)',
      federationKeys: [generateEs256Key().publicJwk as never],
    });
    assert.equal(registered.kind, 'registered');
    return { routes: [] };
  },
};

const start = (more: Json) =>
  startTestHub({
    rooms: [trustFramework, identity, operator],
    configuration: { [identity.id]: more },
  });

test('the provider stands in the federation of its operator: it is listed, and a member resolves its metadata', async () => {
  const hub = await start({ operatorOrganisation: orgnr });
  const list = await fetch(`${hub.url}/federation/list?entity_type=openid_provider`);
  const id = trust?.hostedEntityId(orgnr, 'identity') ?? assert.fail();
  assert.deepEqual(await list.json(), [id]);
  const query = new URLSearchParams({ sub: id, trust_anchor: trust?.anchorEntityId ?? '' });
  const resolved = await (await fetch(`${hub.url}/federation/resolve?${query}`)).text();
  const found = decodeJwtUnverified(resolved)?.payload.metadata as Record<string, Json> | undefined;
  const metadata = found?.openid_provider;
  const served = await fetch(`${hub.url}/identity/.well-known/openid-configuration`);
  assert.deepEqual(metadata, await served.json());
  assert.deepEqual(metadata?.client_registration_types_supported, ['automatic']);
  assert.equal(metadata?.pushed_authorization_request_endpoint, `${hub.url}/identity/par`);
});

test('a provider whose operator is no member serves, and stands nowhere', async () => {
  const hub = await start({});
  const list = await fetch(`${hub.url}/federation/list?entity_type=openid_provider`);
  assert.deepEqual(await list.json(), []);
  assert.equal((await fetch(`${hub.url}/identity/.well-known/openid-configuration`)).status, 200);
});
