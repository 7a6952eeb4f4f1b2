import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type HubProgram, startHubProgram } from '../hub-program.ts';
import { type Federation, type Json, keysOf, partOf, startFederation, verified } from './member.ts';

/*
 * A deployed federation walked from the outside, from an entity up to its anchor, by OpenID Federation 1.0 §3, §8
 * and §9. Entity identifiers of the sandbox have no address of their own: their path at the hub is asked.
 */

const statement = 'entity-statement+jwt';
const wellKnown = '/.well-known/openid-federation';
const anchorId = 'https://hub.sandbox.localhost';
let federation: Federation;
let member: string;

before(async () => {
  federation = await startFederation();
  member = federation.member.entityId;
});
after(() => federation?.hub.stop());

const ask = (path: string, parameters: Readonly<Record<string, string>> = {}) => {
  const query = new URLSearchParams(parameters);
  return fetch(`${federation.hub.url}${path}${query.size === 0 ? '' : `?${query}`}`);
};

async function jwtOf(answer: Response, type: string): Promise<string> {
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), `application/${type}`);
  return answer.text();
}

/** Of an entity, by the keys that it holds itself (§3.2, §9.2). */
async function configurationOf(entityId: string): Promise<{ readonly jwt: string; readonly claims: Json }> {
  assert.ok(entityId.startsWith(`${anchorId}`), entityId);
  const jwt = await jwtOf(
    await ask(`${new URL(entityId).pathname.replace(/\/$/, '')}${wellKnown}`),
    statement,
  );
  return { jwt, claims: await verified(jwt, statement, keysOf(partOf(jwt, 1))) };
}

async function endpoint(name: string, entityId = anchorId): Promise<string> {
  const { metadata } = (await configurationOf(entityId)).claims as { metadata: Record<string, Json> };
  return new URL(String(metadata.federation_entity?.[`federation_${name}_endpoint`])).pathname;
}

async function fetched(sub: string): Promise<{ readonly jwt: string; readonly claims: Json }> {
  const jwt = await jwtOf(await ask(await endpoint('fetch'), { sub }), statement);
  return { jwt, claims: await verified(jwt, statement, keysOf((await configurationOf(anchorId)).claims)) };
}

async function listed(): Promise<readonly string[]> {
  const answer = await ask(await endpoint('list'));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  return (await answer.json()) as string[];
}

function claimsAreInOrder(claims: Json, iss: string, sub: string): void {
  assert.deepEqual([claims.iss, claims.sub], [iss, sub]);
  const now = Date.now() / 1000;
  assert.ok(Number.isInteger(claims.iat) && Number(claims.iat) <= now + 1);
  assert.ok(Number.isInteger(claims.exp) && Number(claims.exp) > now);
  const keys = keysOf(claims);
  assert.ok(keys.length > 0);
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length, 'no kid stands twice');
  for (const key of keys) {
    assert.match(String(key.kid), /^\S+$/);
    assert.deepEqual([key.kty, key.crv], ['EC', 'P-256']);
    for (const secret of ['d', 'p', 'q', 'k']) assert.equal(secret in key, false);
  }
}

describe('an entity and its superiors', () => {
  it('say who they are, until when and by which keys, each kid once and no private half', async () => {
    for (const id of [
      member,
      anchorId,
      ...(await listed()).filter((one) => one.startsWith(`${anchorId}/`)),
    ]) {
      const { claims } = await configurationOf(id);
      claimsAreInOrder(claims, id, id);
      assert.equal('metadata_policy' in claims, false);
      assert.equal('constraints' in claims, false);
    }
  });

  it('are joined by hints: the superior lists the entity, and vouches for the keys that it signs with', async () => {
    const { claims, jwt } = await configurationOf(member);
    assert.deepEqual(claims.authority_hints, [anchorId]);
    assert.ok((await listed()).includes(member));
    const { claims: vouched } = await fetched(member);
    claimsAreInOrder(vouched, anchorId, member);
    await verified(jwt, statement, keysOf(vouched));
    assert.equal('authority_hints' in (await configurationOf(anchorId)).claims, false);
  });

  it('have metadata of the kinds that they are, and none that is null', async () => {
    const { metadata } = (await configurationOf(member)).claims as { metadata: Record<string, Json> };
    const party = metadata.openid_relying_party ?? assert.fail('no relying party');
    assert.deepEqual(party.client_registration_types, ['automatic']);
    assert.equal(JSON.stringify(metadata).includes(':null'), false);
    for (const name of ['federation_fetch_endpoint', 'federation_list_endpoint'])
      assert.equal(name in (metadata.federation_entity ?? {}), false, 'a leaf has no subordinates');
  });
});

describe('the list and fetch endpoints of the anchor', () => {
  it('go together: every entity that is listed is fetched, and nobody else is', async () => {
    const ids = await listed();
    assert.ok(ids.length >= 3);
    for (const id of ids) {
      const { claims } = await fetched(id);
      claimsAreInOrder(claims, anchorId, id);
      assert.equal('authority_hints' in claims, false);
      const { federation_entity: entity = {} } = claims.metadata as Record<string, Json>;
      for (const name of Object.keys(entity)) assert.doesNotMatch(name, /^federation_.*_endpoint$/);
    }
  });
});

describe('fetch of what is none of the subordinates is answered with an error in JSON', () => {
  const wrong: readonly (readonly [string, string, number, string])[] = [
    ['what is no entity', 'skräp', 404, 'invalid_subject'],
    ['a stranger', 'https://stranger.example', 404, 'invalid_subject'],
    ['itself', anchorId, 400, 'invalid_request'],
  ];
  for (const [what, sub, status, error] of wrong) {
    it(`${what}: ${status} ${error}`, async () => {
      const answer = await ask(await endpoint('fetch'), { sub });
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      const told = (await answer.json()) as Json;
      assert.equal(told.error, error);
      assert.equal(typeof told.error_description, 'string');
    });
  }
});

describe('the resolve endpoint of the anchor', () => {
  const resolved = async (): Promise<Json> => {
    const answer = await ask(await endpoint('resolve'), { sub: member, trust_anchor: anchorId });
    const jwt = await jwtOf(answer, 'resolve-response+jwt');
    return verified(jwt, 'resolve-response+jwt', keysOf((await configurationOf(anchorId)).claims));
  };

  it('answers the same chain as the walk by hints, list and fetch', async () => {
    const walked = [(await configurationOf(member)).claims, (await fetched(member)).claims];
    const top = (await configurationOf(anchorId)).claims;
    const { trust_chain: chain } = (await resolved()) as { trust_chain: string[] };
    const answered = chain.map((jwt) => partOf(jwt, 1));
    const told = (claims: Json) => [
      claims.iss,
      claims.sub,
      keysOf(claims).map(({ kid }) => kid),
      claims.metadata,
    ];
    assert.deepEqual(answered.map(told), [...walked, top].map(told));
  });

  it('holds the keys of the anchor that the anchor publishes', async () => {
    const { trust_chain: chain } = (await resolved()) as { trust_chain: string[] };
    const [last = ''] = chain.slice(-1);
    assert.deepEqual(keysOf(partOf(last, 1)), keysOf((await configurationOf(anchorId)).claims));
  });
});

describe('a federation that is reached by https', () => {
  const publicUrl = 'https://hub.example.se';
  let hub: HubProgram;
  before(async () => {
    hub = await startHubProgram({ rooms: ['blocks/trust-framework'], publicUrl });
  });
  after(() => hub?.stop());

  it('names its endpoints by https alone, without query and fragment', async () => {
    const answer = await fetch(`${hub.url}${wellKnown}`);
    const { metadata, sub } = partOf(await answer.text(), 1) as {
      metadata: Record<string, Json>;
      sub: string;
    };
    assert.match(sub, /^https:\/\/[^?#]+$/);
    const endpoints = Object.entries(metadata.federation_entity ?? {}).filter(([name]) =>
      /_endpoint$/.test(name),
    );
    assert.ok(endpoints.length >= 3);
    for (const [name, address] of endpoints) {
      const { protocol, search, hash } = new URL(String(address));
      assert.deepEqual([protocol, search, hash], ['https:', '', ''], name);
    }
  });
});
