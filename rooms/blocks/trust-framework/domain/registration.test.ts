import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { configurationFault } from './configuration-rules.ts';
import type { ClaimedConfiguration, Entity } from './entity.ts';
import { hosting } from './hosting.ts';
import type { PublicKey } from './public-key.ts';
import { type Registration, revoked, ruleOnRegistration } from './registration.ts';

const keyNamed = (kid: string): PublicKey => ({ kty: 'EC', crv: 'P-256', x: `x${kid}`, y: `y${kid}`, kid });
const anchor = 'https://hub.example';
const entityIdOf = (number: string) => `https://${number}.example`;

function registration(number: string, kids: readonly string[], entityId = entityIdOf(number)): Registration {
  return {
    organisationNumber: number,
    entityId,
    organisationName: 'Åmål',
    federationKeys: kids.map(keyNamed),
  };
}

function claimed(
  entity: Entity,
  signedWith: string,
  lists: readonly string[],
  issuedAt: number,
): ClaimedConfiguration {
  const origin = `${new URL(entity.entityId).host}/log`;
  return {
    jwt: `${signedWith}.${lists}.${issuedAt}`,
    signedWith,
    issuer: entity.entityId,
    subject: entity.entityId,
    issuedAt,
    expiresAt: issuedAt + 3600 * 96,
    federationKeys: lists.map(keyNamed),
    authorityHints: [anchor],
    critical: [],
    metadata: { ena_connector: {} },
    connector: {
      claimedNumber: undefined,
      exchangeEndpoint: 'https://a.example',
      signingKeys: [keyNamed('message')],
      log: { origin, vkey: `${origin}+0`, url: 'https://a.example/log' },
      services: [],
    },
  };
}

it('registers a new organisation, and refuses a second id for it', () => {
  const first = ruleOnRegistration(registration('1', ['a']), undefined, undefined);
  assert.equal(first.kind, 'new');
  assert.ok(first.kind === 'new');
  const second = ruleOnRegistration(
    registration('1', ['a'], 'https://other.example'),
    first.entity,
    undefined,
  );
  assert.deepEqual(second, { kind: 'number-taken', entityId: entityIdOf('1') });
});

it('never lets an entity id pass to another organisation, not even after revocation', () => {
  const first = ruleOnRegistration(registration('1', ['a']), undefined, undefined);
  assert.ok(first.kind === 'new');
  const thief = registration('2', ['b'], entityIdOf('1'));
  assert.equal(ruleOnRegistration(thief, undefined, first.entity).kind, 'entity-id-taken');
  assert.equal(ruleOnRegistration(thief, undefined, revoked(first.entity, 5)).kind, 'entity-id-taken');
});

it('lets a revoked organisation come back, under a new id if it wants', () => {
  const first = ruleOnRegistration(registration('1', ['a']), undefined, undefined);
  assert.ok(first.kind === 'new');
  const back = ruleOnRegistration(
    registration('1', ['a'], 'https://new.example'),
    revoked(first.entity, 5),
    undefined,
  );
  assert.ok(back.kind === 'replaces');
  assert.equal(back.entity.state, 'active');
  assert.equal(back.entity.entityId, 'https://new.example');
});

type Step =
  | { readonly kind: 'register'; readonly kids: readonly string[] }
  | { readonly kind: 'revoke' }
  | {
      readonly kind: 'publish';
      readonly signedWith: string;
      readonly lists: readonly string[];
      readonly age: number;
    };

const kids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('register' as const), kids }),
  fc.record({ kind: fc.constant('revoke' as const) }),
  fc.record({
    kind: fc.constant('publish' as const),
    signedWith: fc.constantFrom('a', 'b', 'c'),
    lists: kids,
    age: fc.nat({ max: 5 }),
  }),
);

it('keeps its promises over any course of registrations, publications and revocations', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let entity: Entity | undefined;
      let now = 1_000_000;
      for (const one of steps) {
        now += 1;
        const before = entity;
        entity = take(one, before, now);
        if (entity === undefined) continue;
        promises(entity, before);
      }
    }),
  );
});

/** What the use-cases do, without storage: a signature counts as right when its key is registered. */
function take(one: Step, entity: Entity | undefined, now: number): Entity | undefined {
  if (one.kind === 'register') {
    const ruling = ruleOnRegistration(registration('1', one.kids), entity, entity);
    return ruling.kind === 'new' || ruling.kind === 'replaces' ? ruling.entity : entity;
  }
  if (entity === undefined || entity.state === 'revoked') return entity;
  if (one.kind === 'revoke') return revoked(entity, now);
  if (!entity.federationKeys.some((key) => key.kid === one.signedWith)) return entity;
  const configuration = claimed(entity, one.signedWith, one.lists, now - one.age);
  const fault = configurationFault(configuration, { entity, anchor, now: now * 1000, longestHours: 168 });
  return fault === undefined ? hosting(entity, configuration) : entity;
}

function promises(entity: Entity, before: Entity | undefined): void {
  const { hosted } = entity;
  if (entity.state === 'revoked') assert.equal(hosted, undefined, 'a revoked entity serves nothing');
  if (hosted !== undefined) {
    const vouched = entity.federationKeys.some((key) => key.kid === hosted.signedWith);
    assert.ok(vouched, 'what is hosted is signed by a key that the anchor vouches for');
    assert.ok(hosted.issuedAt >= entity.notBefore, 'nothing from before a revocation comes back');
  }
  if (before !== undefined && entity !== before) {
    assert.equal(entity.revision, before.revision + 1, 'each change has a revision of its own');
    assert.ok(entity.notBefore >= before.notBefore, 'the bar against replay never sinks');
    if (before.hosted && hosted)
      assert.ok(hosted.issuedAt >= before.hosted.issuedAt, 'configurations only get newer');
  }
}
