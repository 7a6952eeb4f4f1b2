import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { testAffiliations } from '../data/test-affiliations.ts';
import { testPersons } from '../data/test-persons.ts';
import { scopes } from './oidc-sweden.ts';
import { parseTold, renderTold, toldClaimsAsked } from './told-claims.ts';

const claim = 'https://id.oidc.se/claim/';
const person = '200202242384';
const coordination = '197010632391';

/** What a provider tells, and the client wants all of. */
function carried(value: Readonly<Record<string, unknown>>, number = person): unknown {
  const told = parseTold(value, number, new Set(Object.keys(value)));
  return told.ok ? renderTold(told.value) : told.error;
}

describe('what a provider tells beside who the person is', () => {
  test('is passed on as it came, under the names it came with', () => {
    const all = {
      name: 'Handläggare 17',
      middle_name: 'Öberg',
      [`${claim}orgAffiliation`]: 'a17@2120000829',
      [`${claim}orgNumber`]: '2120000829',
      [`${claim}orgName`]: 'Karlskrona kommun',
      [`${claim}orgUnit`]: 'Överförmyndarnämnden',
      [`${claim}previousCoordinationNumber`]: coordination,
      [`${claim}credentialValidFrom`]: 1_700_000_000,
      [`${claim}credentialValidTo`]: 1_900_000_000,
      [`${claim}userCertificate`]: 'MIIB',
      [`${claim}deviceIp`]: '2001:db8::1',
      [`${claim}authnEvidence`]: 'PHNhbWw+',
    };
    assert.ok(isPersonalNumber(coordination));
    assert.deepEqual(carried(all), all);
    const level = { [`${claim}coordinationNumberLevel`]: 'probable' };
    assert.deepEqual(carried(level, coordination), level);
  });

  test('is left out where it has another form than it should', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['orgAffiliation', '2120000829'],
      ['orgAffiliation', 'a@b@2120000829'],
      ['orgAffiliation', 'a17@2120000820'],
      ['orgNumber', 2120000829],
      ['orgNumber', '212000-0829'],
      ['orgName', ''],
      ['orgUnit', 'å'.repeat(301)],
      ['previousCoordinationNumber', person],
      ['credentialValidFrom', '1700000000'],
      ['credentialValidTo', -1],
      ['userCertificate', '<cert>'],
      ['deviceIp', 'telefonen'],
      ['authnEvidence', { token: 'a' }],
    ];
    for (const [name, value] of wrong) assert.deepEqual(carried({ [`${claim}${name}`]: value }), {}, name);
  });

  test('of a number is told with that number alone', () => {
    assert.deepEqual(carried({ [`${claim}coordinationNumberLevel`]: 'confirmed' }), {});
    assert.deepEqual(carried({ [`${claim}previousCoordinationNumber`]: coordination }, coordination), {});
    assert.deepEqual(carried({ [`${claim}coordinationNumberLevel`]: 'säker' }, coordination), {});
  });

  test('cannot name two organisations; and the one of the affiliation is told by itself', () => {
    const two = { [`${claim}orgAffiliation`]: 'a@2120000829', [`${claim}orgNumber`]: '2021005489' };
    assert.equal(carried(two), 'the provider tells two organisations');
    const one = { [`${claim}orgAffiliation`]: 'a@2120000829', [`${claim}orgNumber`]: undefined };
    assert.deepEqual(carried(one), {
      [`${claim}orgAffiliation`]: 'a@2120000829',
      [`${claim}orgNumber`]: '2120000829',
    });
  });

  test('is wanted where the client asks for it, by scope or by name', () => {
    const asked = (scope: string, claims?: object) => [
      ...toldClaimsAsked({ scope, claims: claims && JSON.stringify(claims) }),
    ];
    assert.deepEqual(asked('openid'), []);
    assert.deepEqual(asked(`openid ${scopes.naturalPersonInfo}`), ['middle_name']);
    assert.deepEqual(asked(`openid ${scopes.naturalPersonOrgId}`), [
      'name',
      `${claim}orgAffiliation`,
      `${claim}orgNumber`,
      `${claim}orgName`,
    ]);
    assert.deepEqual(asked('openid', { id_token: { name: null, [`${claim}deviceIp`]: null } }), [
      `${claim}deviceIp`,
    ]);
    assert.deepEqual(asked('openid', { userinfo: { [`${claim}orgUnit`]: { essential: true } } }), [
      `${claim}orgUnit`,
    ]);
  });

  test('of the test persons is right', () => {
    const known = new Set(testPersons.map(({ personalNumber }) => personalNumber));
    for (const [number, told] of testAffiliations) {
      assert.ok(known.has(number));
      assert.ok(isOrganisationNumber(told.organisationNumber ?? ''));
      const rendered = renderTold(told);
      assert.deepEqual(carried(rendered, number), rendered);
    }
  });
});
