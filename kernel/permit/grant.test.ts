import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AccessQuestion, decideAccess, type Grant, type MissingRule } from './grant.ts';

const question: AccessQuestion = {
  organisation: '2120000829',
  system: 'verksamhet',
  service: 'foretag',
  method: 'GET',
  path: '/dokument/42',
  purpose: 'bygglov',
  legalBasis: 'PBL-9',
  at: 1_000,
};

const granted: Grant = {
  id: 'grant_1',
  consumer: '2120000829',
  service: 'foretag',
  operations: [
    { method: 'POST', path: '/organisationer' },
    { method: 'GET', path: '/dokument/{id}' },
  ],
  purposes: ['tillsyn', 'bygglov'],
  legalBasis: ['PBL-9'],
  validFrom: 0,
  validTo: undefined,
  agreement: 'Avtal på åäö',
};

const denied = (missing: MissingRule) => ({ kind: 'denied', missing });

describe('access', () => {
  it('is denied where nothing is granted', () => {
    assert.deepEqual(decideAccess([], question), denied('consumer'));
  });

  it('is permitted by a grant that passes every rule, which names itself and the operation', () => {
    assert.deepEqual(decideAccess([granted], question), {
      kind: 'permitted',
      grant: 'grant_1',
      operation: { method: 'GET', path: '/dokument/{id}' },
    });
  });

  const changes: Record<string, readonly [Partial<AccessQuestion>, MissingRule]> = {
    'another organisation': [{ organisation: '2021005489' }, 'consumer'],
    'another service': [{ service: 'annan' }, 'service'],
    'another method': [{ method: 'POST' }, 'operation'],
    'the method in lower case': [{ method: 'get' }, 'operation'],
    'a deeper path': [{ path: '/dokument/42/bilaga' }, 'operation'],
    'a path that could be read in two ways': [{ path: '/dokument/..' }, 'operation'],
    'another purpose': [{ purpose: 'nyfikenhet' }, 'purpose'],
    'a purpose that only begins so': [{ purpose: 'bygglov2' }, 'purpose'],
    'another legal basis': [{ legalBasis: 'PBL-10' }, 'legal-basis'],
  };
  for (const [what, [change, missing]] of Object.entries(changes)) {
    it(`is denied to ${what}: ${missing}`, () =>
      assert.deepEqual(decideAccess([granted], { ...question, ...change }), denied(missing)));
  }

  it('begins with the first instant of the period and ends with the last before its end', () => {
    const bounded = { ...granted, validFrom: 1_000, validTo: 2_000 };
    const at = (instant: number) => decideAccess([bounded], { ...question, at: instant }).kind;
    assert.deepEqual([999, 1_000, 1_999, 2_000].map(at), ['denied', 'permitted', 'permitted', 'denied']);
    assert.deepEqual(decideAccess([bounded], { ...question, at: 2_000 }), denied('validity'));
  });

  it('of one system is not another system’s, nor the organisation’s', () => {
    const own = { ...granted, consumer: '2120000829/verksamhet' };
    assert.equal(decideAccess([own], question).kind, 'permitted');
    assert.deepEqual(decideAccess([own], { ...question, system: 'ekonomi' }), denied('consumer'));
    assert.deepEqual(decideAccess([own], { ...question, system: 'verksamhet2' }), denied('consumer'));
  });

  it('is never pieced together from two grants', () => {
    const purposeOnly = { ...granted, id: 'a', legalBasis: ['annan'] };
    const basisOnly = { ...granted, id: 'b', purposes: ['annat'] };
    assert.equal(decideAccess([purposeOnly, basisOnly], question).kind, 'denied');
  });

  it('names the rule that came closest', () => {
    const otherService = { ...granted, service: 'annan' };
    const otherPurpose = { ...granted, purposes: ['annat'] };
    assert.deepEqual(decideAccess([otherService, otherPurpose], question), denied('purpose'));
  });

  it('is permitted only if some grant alone permits it, whatever the grants', () => {
    const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
    const anyGrant: fc.Arbitrary<Grant> = fc.record({
      id: fc.uuid(),
      consumer: fc.constantFrom('2120000829', '2120000829/verksamhet', '2120000829/ekonomi', '2021005489'),
      service: fc.constantFrom('foretag', 'annan'),
      operations: some(
        { method: 'GET', path: '/dokument/{id}' },
        { method: 'POST', path: '/organisationer' },
        { method: 'GET', path: '/{rest...}' },
      ),
      purposes: some('bygglov', 'tillsyn'),
      legalBasis: some('PBL-9', 'annan'),
      validFrom: fc.constantFrom(0, 1_000, 1_001),
      validTo: fc.constantFrom(undefined, 1_000, 1_001),
      agreement: fc.constant('å'),
    });
    fc.assert(
      fc.property(fc.array(anyGrant, { maxLength: 6 }), (grants) => {
        const alone = grants.filter((grant) => decideAccess([grant], question).kind === 'permitted');
        const decision = decideAccess(grants, question);
        assert.equal(decision.kind, alone.length > 0 ? 'permitted' : 'denied');
        if (decision.kind === 'permitted') assert.ok(alone.some((grant) => grant.id === decision.grant));
      }),
    );
  });
});
