import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { minute } from '@ena/kernel/time.ts';
import { payloadOf, resolveOf, v1 } from './joining.ts';
import {
  type OutsideEntity,
  type OutsideWorld,
  outsideWorld,
  statementPage,
  twoLevels,
} from './outside-world.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

describe('refuses what is wrong in a statement from outside', () => {
  let hub: RunningRoom;
  let world: OutsideWorld;

  before(async () => {
    hub = await runRoom();
    world = await outsideWorld(() => hub.clock.now());
  });
  after(async () => {
    world.close();
    await hub.stop();
  });

  const evil = generateEs256Key();
  const unsigned = (jwt: string) => {
    const [, body = ''] = jwt.split('.');
    const head = Buffer.from(JSON.stringify({ typ: 'entity-statement+jwt', alg: 'none', kid: 'x' })).toString(
      'base64url',
    );
    return `${head}.${body}.AA`;
  };
  const wrongs: readonly [string, (leaf: OutsideEntity) => Promise<void>][] = [
    [
      'another typ',
      async (leaf) =>
        void world.pages.set(
          leaf.path,
          statementPage(await signJwt('JWT', payloadOf(await world.publish(leaf)), leaf.key)),
        ),
    ],
    [
      'alg none',
      async (leaf) => void world.pages.set(leaf.path, statementPage(unsigned(await world.publish(leaf)))),
    ],
    [
      'a key of someone else under the right name',
      async (leaf) => {
        await world.publish(leaf, undefined, { ...evil, kid: leaf.key.kid });
      },
    ],
    [
      'a key that nobody vouches for',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({ ...claims, jwks: { keys: [evil.publicJwk] } }), evil)),
    ],
    [
      'an end that has passed',
      async (leaf) => void (await world.publish(leaf, (claims) => ({ ...claims, exp: claims.iat - 120 }))),
    ],
    [
      'a beginning to come',
      async (leaf) => void (await world.publish(leaf, (claims) => ({ ...claims, iat: claims.iat + 600 }))),
    ],
    [
      'a critical claim',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({ ...claims, crit: ['färg'], färg: 'blå' }))),
    ],
    [
      'another subject',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({
          ...claims,
          sub: 'https://annan.example',
          iss: 'https://annan.example',
        }))),
    ],
    [
      'no authority_hints',
      async (leaf) => void (await world.publish(leaf, ({ authority_hints: _none, ...claims }) => claims)),
    ],
    [
      'a superior that it does not name',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({
          ...claims,
          authority_hints: ['https://annan-region.sandbox.localhost'],
        }))),
    ],
    [
      'more than any statement needs',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({ ...claims, padding: 'ö'.repeat(100_000) }))),
    ],
    [
      'another media type',
      async (leaf) =>
        void world.pages.set(leaf.path, { body: await world.publish(leaf), type: 'application/json' }),
    ],
    [
      'a redirect',
      async (leaf) =>
        void world.pages.set(leaf.path, {
          body: await world.publish(leaf),
          status: 302,
          location: `${world.url}/x`,
        }),
    ],
    [
      'a policy in its own configuration',
      async (leaf) => void (await world.publish(leaf, (claims) => ({ ...claims, metadata_policy: {} }))),
    ],
    [
      'null as metadata',
      async (leaf) =>
        void (await world.publish(leaf, (claims) => ({
          ...claims,
          metadata: { oauth_client: { scope: null } },
        }))),
    ],
    [
      'a loop of superiors',
      async (leaf) => {
        const [a, b] = [world.entity(`${leaf.path.slice(1)}-a`), world.entity(`${leaf.path.slice(1)}-b`)];
        await world.publish(leaf, (claims) => ({ ...claims, authority_hints: [a.entityId] }));
        await world.publish({ ...a, superiors: [b.entityId] });
        await world.publish({ ...b, superiors: [a.entityId] });
      },
    ],
  ];
  for (const [index, [what, spoil]] of wrongs.entries()) {
    it(what, async () => {
      const { leaf } = await twoLevels(hub, world, `fel-${index}`);
      await spoil(leaf);
      const answer = await hub.call('GET', resolveOf(leaf.entityId));
      assert.ok(answer.status >= 400, `answered ${answer.status}`);
      assert.ok(answer.json.error_description.length > 10);
    });
  }
});

it('sends nothing to an address that is not public, outside the sandbox', async () => {
  const hub = await runRoom({ entityId: 'https://hub.example.se' }, { sandbox: false });
  const world = await outsideWorld(() => hub.clock.now());
  try {
    const region = world.entity('inre', ['https://hub.example.se']);
    await world.publish(region);
    const inner = new URL(world.url).host;
    const places = [
      region.location,
      `https://${inner}/inre`,
      `https://localhost:${new URL(world.url).port}/inre`,
      `https://[::1]:${new URL(world.url).port}/inre`,
    ];
    for (const ecLocation of places) {
      const json = {
        entityId: region.entityId,
        name: 'Ånge',
        jwks: { keys: [region.key.publicJwk] },
        intermediate: true,
        ecLocation,
      };
      assert.ok((await hub.call('POST', `${v1}/members`, { json, operator: true })).status < 300);
      const answer = await hub.call('GET', resolveOf(region.entityId, 'https://hub.example.se'));
      assert.ok(answer.status >= 400);
      hub.clock.advance(minute);
    }
    assert.deepEqual(world.asked, []);
  } finally {
    world.close();
    await hub.stop();
  }
});
