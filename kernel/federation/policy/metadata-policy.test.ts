import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../json.ts';
import { isSameSet } from '../value-set.ts';
import { applyPolicy, applyTypePolicy } from './apply-policy.ts';
import { mergeTypePolicies, parseMetadataPolicy, parseTypePolicy } from './metadata-policy.ts';
import { resolvePolicy } from './resolve-policy.ts';

const parse = (policy: JsonObject) => parseTypePolicy({ p: policy }, new Set(), 'type');
const isAllowed = (policy: JsonObject) => parse(policy).ok;

/** What becomes of a parameter: its value, `undefined` where it is absent, or `error`. */
function outcome(policy: JsonObject, parameter: Json | undefined, name = 'p'): unknown {
  const parsed = parseTypePolicy({ [name]: policy }, new Set(), 'type');
  if (!parsed.ok) return 'policy error';
  const applied = applyTypePolicy(parsed.value, parameter === undefined ? {} : { [name]: parameter });
  return applied.ok ? applied.value[name] : 'error';
}

describe('combinations of two operators in one policy (§6.1.3.1)', () => {
  const rows: readonly [JsonObject, boolean][] = [
    [{ value: ['å', 'ä'], add: ['å'] }, true],
    [{ value: ['å'], add: ['ä'] }, false],
    [{ value: ['å'], add: [] }, true],
    [{ value: 'å', add: ['å'] }, false],
    [{ value: null, add: [] }, false],
    [{ value: null, add: ['å'] }, false],
    [{ value: 'å', default: 'ö' }, true],
    [{ value: null, default: 'ö' }, false],
    [{ value: 'å', one_of: ['å', 'ä'] }, true],
    [{ value: 'ö', one_of: ['å', 'ä'] }, false],
    [{ value: ['å'], one_of: ['å'] }, false],
    [{ value: null, one_of: ['å'] }, false],
    [{ value: 1, one_of: [1, 2] }, true],
    [{ value: { b: 1, a: 2 }, one_of: [{ a: 2, b: 1 }] }, true],
    [{ value: ['å'], subset_of: ['å', 'ä'] }, true],
    [{ value: ['å', 'ö'], subset_of: ['å', 'ä'] }, false],
    [{ value: [], subset_of: ['å'] }, true],
    [{ value: 'å', subset_of: ['å'] }, false],
    [{ value: ['å', 'ä'], superset_of: ['å'] }, true],
    [{ value: ['ä'], superset_of: ['å'] }, false],
    [{ value: [], superset_of: [] }, true],
    [{ value: null, essential: true }, false],
    [{ value: null, essential: false }, true],
    [{ value: 'å', essential: true }, true],
    [{ add: ['å'], default: ['ä'] }, true],
    [{ add: ['å'], one_of: ['å'] }, false],
    [{ add: ['å'], subset_of: ['å', 'ä'] }, true],
    [{ add: ['ö'], subset_of: ['å', 'ä'] }, false],
    [{ add: ['ö'], superset_of: ['å'] }, true],
    [{ add: ['ö'], essential: true }, true],
    [{ default: 'å', one_of: ['ä'] }, true],
    [{ default: ['å'], subset_of: ['ä'] }, true],
    [{ default: ['å'], superset_of: ['ä'] }, true],
    [{ default: 'å', essential: true }, true],
    [{ one_of: ['å'], subset_of: ['å'] }, false],
    [{ one_of: ['å'], superset_of: ['å'] }, false],
    [{ one_of: ['å'], essential: true }, true],
    [{ subset_of: ['å', 'ä'], superset_of: ['å'] }, true],
    [{ subset_of: ['å'], superset_of: ['å'] }, true],
    [{ subset_of: ['å'], superset_of: ['å', 'ä'] }, false],
    [{ subset_of: [], essential: true }, true],
    [{ superset_of: ['å'], essential: true }, true],
  ];
  for (const [policy, allowed] of rows) {
    it(`${JSON.stringify(policy)} is ${allowed ? 'allowed' : 'an error'}`, () =>
      assert.equal(isAllowed(policy), allowed));
  }
});

describe('values that an operator cannot be configured with', () => {
  const rows: readonly JsonObject[] = [
    { add: 'å' },
    { add: null },
    { add: ['å', 1] },
    { add: [null] },
    { add: [true] },
    { add: [['å']] },
    { default: null },
    { one_of: 'å' },
    { subset_of: { å: 1 } },
    { superset_of: 1 },
    { essential: 'true' },
    { essential: null },
  ];
  for (const policy of rows) {
    it(JSON.stringify(policy), () => assert.equal(isAllowed(policy), false));
  }
});

describe('application', () => {
  const rows: readonly [what: string, JsonObject, Json | undefined, unknown][] = [
    ['value sets', { value: 'å' }, undefined, 'å'],
    ['value replaces, whatever was there', { value: ['å'] }, 7, ['å']],
    ['value null removes', { value: null }, 'å', undefined],
    ['value false is no removal', { value: false }, true, false],
    ['add makes an absent parameter', { add: ['å'] }, undefined, ['å']],
    ['add adds each once', { add: ['å', 'ä', 'å'] }, ['ä'], ['ä', 'å']],
    [
      'add knows objects apart by their members',
      { add: [{ a: 1, b: 2 }] },
      [{ b: 2, a: 1 }],
      [{ b: 2, a: 1 }],
    ],
    ['add to a string is an error', { add: ['å'] }, 'ä', 'error'],
    ['default fills in', { default: 'å' }, undefined, 'å'],
    ['default leaves what is there', { default: 'å' }, 'ä', 'ä'],
    ['default leaves false', { default: true }, false, false],
    ['one_of takes one of them', { one_of: ['å', 'ä'] }, 'ä', 'ä'],
    ['one_of refuses another', { one_of: ['å', 'ä'] }, 'ö', 'error'],
    ['one_of refuses an array', { one_of: ['å'] }, ['å'], 'error'],
    ['one_of is silent where nothing is', { one_of: ['å'] }, undefined, undefined],
    ['one_of of none refuses everything', { one_of: [] }, 'å', 'error'],
    ['subset_of keeps what is in both', { subset_of: ['å', 'b', 'c'] }, ['å', 'e'], ['å']],
    ['subset_of may leave nothing', { subset_of: ['å'] }, ['ö'], []],
    ['subset_of refuses a string', { subset_of: ['å'] }, 'å', 'error'],
    ['superset_of takes equality', { superset_of: ['å'] }, ['å'], ['å']],
    ['superset_of refuses what lacks one', { superset_of: ['å', 'ä'] }, ['å'], 'error'],
    [
      'superset_of judges what subset_of has left',
      { subset_of: ['å', 'ä'], superset_of: ['å'] },
      ['ä', 'ö'],
      'error',
    ],
    ['essential wants it there', { essential: true }, undefined, 'error'],
    ['essential takes an empty array', { essential: true, subset_of: ['å'] }, ['ö'], []],
    ['essential false wants nothing', { essential: false, subset_of: ['å'] }, undefined, undefined],
    ['value, then add, then default', { value: ['å'], add: ['å'], default: ['ö'] }, ['b'], ['å']],
    ['add before default', { add: ['å'], default: ['ö'] }, undefined, ['å']],
    ['null is no metadata', { default: 'å' }, null, 'error'],
  ];
  for (const [what, policy, parameter, expected] of rows) {
    it(what, () => assert.deepEqual(outcome(policy, parameter), expected));
  }

  it('sees scope as words and gives it back as a string', () => {
    assert.equal(
      outcome({ subset_of: ['openid', 'öppet'] }, 'openid  profil öppet', 'scope'),
      'openid öppet',
    );
    assert.equal(outcome({ add: ['öppet'] }, 'openid', 'scope'), 'openid öppet');
    assert.equal(outcome({ default: 'openid öppet' }, undefined, 'scope'), 'openid öppet');
    assert.equal(outcome({ value: ['openid', 'öppet'] }, 'profil', 'scope'), 'openid öppet');
    assert.equal(outcome({ superset_of: ['openid'] }, 'profil', 'scope'), 'error');
    assert.equal(
      outcome({ value: 'openid öppet', subset_of: ['öppet', 'openid'] }, undefined, 'scope'),
      'openid öppet',
    );
    assert.equal(outcome({ value: null }, 'profil', 'scope'), undefined);
  });

  it('leaves entity types alone that the metadata does not have, and parameters that have no policy', () => {
    const policy = parseMetadataPolicy({
      openid_provider: { issuer: { essential: true } },
      oauth_client: { å: { value: 1 } },
    });
    assert.ok(policy.ok);
    const applied = applyPolicy(policy.value, { oauth_client: { ä: 2 }, ena_connector: {} });
    assert.deepEqual(applied, { ok: true, value: { oauth_client: { ä: 2, å: 1 }, ena_connector: {} } });
  });

  it('is not led astray by names that every object has', () => {
    const policy = JSON.parse('{"__proto__":{"value":"å"},"constructor":{"essential":true}}');
    const parsed = parseTypePolicy(policy, new Set(), 'type');
    assert.ok(parsed.ok);
    assert.equal(applyTypePolicy(parsed.value, {}).ok, false);
    const applied = applyTypePolicy(parsed.value, { constructor: 'ö' });
    assert.ok(applied.ok);
    assert.deepEqual(Object.entries(applied.value), [
      ['constructor', 'ö'],
      ['__proto__', 'å'],
    ]);
  });
});

describe('merging a subordinate policy into its superior', () => {
  const merged = (superior: JsonObject, subordinate: JsonObject): unknown => {
    const [one, other] = [parse(superior), parse(subordinate)];
    assert.ok(one.ok && other.ok);
    const both = mergeTypePolicies(one.value, other.value, 'type');
    return both.ok ? both.value.p : 'error';
  };
  const rows: readonly [JsonObject, JsonObject, unknown][] = [
    [{ value: 'å' }, { value: 'å' }, { value: 'å' }],
    [{ value: 'å' }, { value: 'ö' }, 'error'],
    [{ value: null }, { value: null }, { value: null }],
    [{ value: null }, { value: 'å' }, 'error'],
    [{ value: null }, { default: 'å' }, 'error'],
    [{ value: null }, { essential: true }, 'error'],
    [{ value: ['å', 'ä'] }, { value: ['ä', 'å'] }, { value: ['å', 'ä'] }],
    [{ add: ['å'] }, { add: ['ä', 'å'] }, { add: ['å', 'ä'] }],
    [{ default: 'å' }, { default: 'ö' }, 'error'],
    [{ one_of: ['å', 'ä'] }, { one_of: ['ä', 'ö'] }, { one_of: ['ä'] }],
    [{ one_of: ['å'] }, { one_of: ['ö'] }, 'error'],
    [{ subset_of: ['å'] }, { subset_of: ['ö'] }, { subset_of: [] }],
    [{ superset_of: ['å'] }, { superset_of: ['ö'] }, { superset_of: ['å', 'ö'] }],
    [{ subset_of: ['å'] }, { superset_of: ['ö'] }, 'error'],
    [{ essential: false }, { essential: true }, { essential: true }],
    [{ essential: true }, { essential: false }, { essential: true }],
    [{ subset_of: ['å'] }, { add: ['å'] }, { add: ['å'], subset_of: ['å'] }],
    [{ one_of: ['å'] }, { add: ['å'] }, 'error'],
  ];
  for (const [superior, subordinate, expected] of rows) {
    it(`${JSON.stringify(superior)} over ${JSON.stringify(subordinate)}`, () =>
      assert.deepEqual(merged(superior, subordinate), expected));
  }
});

describe('the policy of a chain', () => {
  it('ignores an operator that it does not know, unless anyone above or below calls it critical', () => {
    const policy = { metadata_policy: { t: { p: { regexp: '^å', essential: true } } } };
    assert.deepEqual(resolvePolicy([policy]), { ok: true, value: { t: { p: { essential: true } } } });
    assert.equal(resolvePolicy([policy, { metadata_policy_crit: ['regexp'] }]).ok, false);
    assert.equal(resolvePolicy([{ metadata_policy_crit: ['regexp'] }, policy]).ok, false);
  });

  it('refuses a list of critical operators that is empty or names a standard one', () => {
    for (const metadata_policy_crit of [[], ['value'], 'regexp', [1]])
      assert.equal(resolvePolicy([{ metadata_policy_crit }]).ok, false);
  });

  it('refuses what is no policy at any of the three levels', () => {
    for (const metadata_policy of [null, [], 'å', { t: [] }, { t: { p: null } }, { t: { p: ['value'] } }])
      assert.equal(resolvePolicy([{ metadata_policy }]).ok, false);
  });

  it('is nothing where nobody has one', () =>
    assert.deepEqual(resolvePolicy([{}, {}]), { ok: true, value: {} }));
});

const word = fc.constantFrom('å', 'ä', 'ö', 'b');
const set = fc.uniqueArray(word);
const policies = fc
  .record(
    {
      value: fc.oneof(set, word, fc.constant(null), fc.boolean()),
      add: set,
      default: fc.oneof(set, word),
      one_of: set,
      subset_of: set,
      superset_of: set,
      essential: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((policy) => policy as JsonObject)
  .filter(isAllowed);
const parameters = fc.option(fc.oneof(set, word, fc.boolean(), fc.integer()), { nil: undefined });

function chain(all: readonly JsonObject[]) {
  return resolvePolicy(all.map((policy) => ({ metadata_policy: { t: { p: policy } } })));
}

function applied(all: readonly JsonObject[], parameter: Json | undefined) {
  const policy = chain(all);
  return policy.ok
    ? applyPolicy(policy.value, { t: parameter === undefined ? {} : { p: parameter } })
    : policy;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return isSameSet(a, b);
  return JSON.stringify(a) === JSON.stringify(b);
}

describe('whatever the policies are', () => {
  it('no subordinate can loosen what a superior demands: its policy changes nothing more in the result', () => {
    fc.assert(
      fc.property(policies, policies, parameters, (superior, subordinate, parameter) => {
        const both = applied([superior, subordinate], parameter);
        if (!both.ok) return;
        const value = both.value.t?.p;
        for (const one of [superior, subordinate]) {
          const again = applied([one], value);
          assert.ok(again.ok, JSON.stringify({ superior, subordinate, parameter, value }));
          assert.ok(same(again.value.t?.p, value));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('the order of superiors does not matter to whether, and to what, they come together', () => {
    fc.assert(
      fc.property(fc.array(policies, { minLength: 2, maxLength: 4 }), parameters, (all, parameter) => {
        const down = applied(all, parameter);
        const up = applied([...all].reverse(), parameter);
        assert.equal(down.ok, up.ok);
        if (down.ok && up.ok) assert.ok(same(down.value.t?.p, up.value.t?.p));
      }),
      { numRuns: 2000 },
    );
  });

  it('null never comes out, and applying twice is applying once', () => {
    fc.assert(
      fc.property(policies, parameters, (policy, parameter) => {
        const once = applied([policy], parameter);
        if (!once.ok) return;
        assert.notEqual(once.value.t?.p, null);
        const twice = applied([policy], once.value.t?.p);
        assert.ok(twice.ok && same(twice.value.t?.p, once.value.t?.p));
      }),
      { numRuns: 2000 },
    );
  });

  it('no JSON makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (policy, metadata) => {
        const parsed = resolvePolicy([{ metadata_policy: { t: { scope: policy, p: policy } } }]);
        if (parsed.ok) applyPolicy(parsed.value, { t: { scope: metadata as Json, p: metadata as Json } });
      }),
    );
  });
});
