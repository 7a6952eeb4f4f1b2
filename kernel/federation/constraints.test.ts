import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Beneath, brokenConstraint, constraintsFault } from './constraints.ts';
import type { JsonObject } from './json.ts';
import { isWithin } from './naming-constraints.ts';

const beneath: Beneath = {
  intermediates: 1,
  subjects: ['https://a.example.com', 'https://region.example.com'],
  registrations: [['https://ena.example/verifierad'], []],
  metadata: { oauth_client: {} },
};

describe('naming constraints (RFC 5280 §4.2.1.10)', () => {
  const rows: readonly [constraint: string, entityId: string, matches: boolean][] = [
    ['host.example.com', 'https://host.example.com/väg', true],
    ['host.example.com', 'https://my.host.example.com', false],
    ['.example.com', 'https://host.example.com', true],
    ['.example.com', 'https://my.host.example.com:8443', true],
    ['.example.com', 'https://example.com', false],
    ['.example.com', 'https://notexample.com', false],
    ['example.com', 'https://example.com', true],
    ['EXAMPLE.com', 'https://Example.COM', true],
    ['.example.com', 'https://example.com.evil.se', false],
    ['.example.com', 'https://evil.se/host.example.com', false],
    ['.1', 'https://127.0.0.1', false],
    ['.xn--ml-zka.se', 'https://öra.xn--ml-zka.se', true],
  ];
  for (const [constraint, entityId, matches] of rows) {
    it(`${constraint} ${matches ? 'is' : 'is not'} ${entityId}`, () => {
      assert.equal(isWithin({ permitted: [constraint] }, entityId), matches);
      assert.equal(
        isWithin({ excluded: [constraint] }, entityId),
        entityId.includes('127.0.0.1') ? false : !matches,
      );
    });
  }

  it('what is excluded is out, whatever is permitted; an empty list permits nothing', () => {
    const claim = { permitted: ['.example.com'], excluded: ['east.example.com'] };
    assert.equal(isWithin(claim, 'https://east.example.com'), false);
    assert.equal(isWithin(claim, 'https://west.example.com'), true);
    assert.equal(isWithin({ permitted: [] }, 'https://west.example.com'), false);
    assert.equal(isWithin({}, 'urn:not:a:host'), true);
    assert.equal(isWithin(claim, 'urn:not:a:host'), false);
  });
});

describe('constraints on a chain', () => {
  const rows: readonly [JsonObject, broken: boolean][] = [
    [{}, false],
    [{ max_path_length: 1 }, false],
    [{ max_path_length: 0 }, true],
    [{ naming_constraints: { permitted: ['.example.com'] } }, false],
    [{ naming_constraints: { permitted: ['a.example.com'] } }, true],
    [{ naming_constraints: { excluded: ['region.example.com'] } }, true],
    [{ registration_policy: [{ policy: ['https://ena.example/verifierad'] }] }, false],
    [{ registration_policy: [{ policy: ['https://ena.example/annan'] }] }, true],
    [
      { registration_policy: [{ policy: ['https://ena.example/annan'], entity_types: ['openid_provider'] }] },
      false,
    ],
    [{ registration_policy: [{ policy: [], entity_types: ['oauth_client'] }] }, true],
    [{ registration_policy: { prohibited: ['https://ena.example/verifierad'] } }, true],
    [{ registration_policy: { required: ['https://ena.example/verifierad'] } }, true],
    [{ registration_policy: { required: [], prohibited: ['https://ena.example/öppen'] } }, false],
    [{ something_unknown: 'å' }, false],
  ];
  for (const [claim, broken] of rows) {
    it(`${JSON.stringify(claim)} ${broken ? 'is broken' : 'holds'}`, () => {
      assert.equal(constraintsFault(claim), undefined);
      assert.equal(brokenConstraint(claim, beneath) !== undefined, broken);
    });
  }

  const misshapen: readonly (JsonObject | string)[] = [
    'å',
    { max_path_length: -1 },
    { max_path_length: 1.5 },
    { max_path_length: '1' },
    { allowed_entity_types: ['federation_entity'] },
    { allowed_entity_types: 'openid_provider' },
    { naming_constraints: [] },
    { naming_constraints: { permitted: '.example.com' } },
    { naming_constraints: { excluded: ['https://example.com'] } },
    { naming_constraints: { excluded: ['*.example.com'] } },
    { registration_policy: 'å' },
    { registration_policy: [{}] },
  ];
  for (const claim of misshapen) {
    it(`${JSON.stringify(claim)} is misshapen`, () => assert.notEqual(constraintsFault(claim), undefined));
  }
});
