import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type DecisionFacts, type DecisionQuestion, decide } from './decision.ts';
import { decisionText } from './decision-texts.ts';
import { isNarrower } from './delegation.ts';
import type { Limit, Mandate } from './mandate.ts';

const asa = { kind: 'person', id: '198101052382' } as const;
const orjan = { kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' } as const;
const firm = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;

function mandate(change: Partial<Mandate> = {}): Mandate {
  return {
    id: 'a',
    reference: 'MOP0000000001',
    template: { id: 't', version: 1 },
    title: 'Bygglov',
    description: 'Ansöka om bygglov',
    relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
    grantor: orjan,
    grantorRole: 'private',
    holders: [{ ...asa, name: 'Svensson', givenName: 'Jenny' }],
    permissions: [{ code: 'bygglov.ansök', title: 'Ansöka' }],
    limits: [],
    validFrom: '2026-01-01',
    mayDelegate: false,
    signatories: [],
    signatures: [],
    basis: { kind: 'signed', textHash: '00' },
    creator: orjan,
    createdAt: 0,
    registeredAt: 0,
    revision: 1,
    ...change,
  };
}

const question: DecisionQuestion = {
  actor: asa,
  permission: 'bygglov.ansök',
  grantor: orjan,
  relyingParty: '2120000829',
  day: '2026-11-22',
};
const facts = (mandates: readonly Mandate[], more: Partial<DecisionFacts> = {}): DecisionFacts => ({
  mandates,
  ancestors: new Map(),
  signsAloneFor: new Set(),
  signsJointlyFor: new Set(),
  ...more,
});
const missing = (mandates: readonly Mandate[], asked: Partial<DecisionQuestion> = {}) => {
  const decision = decide({ ...question, ...asked }, facts(mandates));
  return decision.kind === 'denied' ? decision.missing : decision.kind;
};

describe('a decision', () => {
  it('names what is missing', () => {
    const ended = { by: 'grantor', at: 1, reason: 'ångrat' } as const;
    const limits = [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }] as const;
    const cases: readonly [string, readonly Mandate[], Partial<DecisionQuestion>?][] = [
      ['no-mandate', []],
      ['no-mandate', [mandate()], { relyingParty: '2120002411' }],
      ['other-permission', [mandate()], { permission: 'bygglov.överklaga' }],
      ['expired', [mandate({ validTo: '2026-11-21' })]],
      ['allowed', [mandate({ validTo: '2026-11-22' })]],
      ['ended', [mandate({ ended })]],
      ['not-yet-valid', [mandate({ validFrom: '2026-11-23' })]],
      ['limit-unknown', [mandate({ limits })]],
      [
        'outside-limits',
        [mandate({ limits })],
        { about: [{ kind: 'property', value: 'KARLSKRONA ÖN 1:1' }] },
      ],
      ['limit-unknown', [mandate({ limits })], { about: [{ kind: 'case', value: 'KARLSKRONA ÅSEN 1:2' }] }],
      ['allowed', [mandate({ limits })], { about: limits }],
      ['parent-ended', [mandate({ parent: 'borta' })]],
    ];
    for (const [expected, mandates, asked] of cases) assert.equal(missing(mandates, asked), expected);
  });

  it('says of what has ended by whose side and when, and of nobody’s name', () => {
    const texts = new Set<string>();
    for (const by of ['grantor', 'holder', 'relying-party', 'delegator'] as const) {
      const ended = { by, at: 1, reason: 'ångrat', person: orjan };
      const no = decide(question, facts([mandate({ ended })]));
      const told = { id: 'a', reference: 'MOP0000000001', ended: { by, at: 1 } };
      assert.deepEqual(no, { kind: 'denied', missing: 'ended', mandate: told });
      const { sv, en } = decisionText(no);
      assert.doesNotMatch(sv + en, /Örjan|ångrat/);
      texts.add(sv).add(en);
    }
    assert.equal(texts.size, 8, 'each has its own words');
    assert.deepEqual(decide(question, facts([])), { kind: 'denied', missing: 'no-mandate' });
  });

  it('says yes to what is within the limits of every kind, and only that', () => {
    const [åsen, ön] = [
      { kind: 'property', value: 'ÅSEN 1:2' },
      { kind: 'property', value: 'ÖN 1:1' },
    ] as const;
    const bygg = { kind: 'case', value: 'BYGG 2026-1' } as const;
    const held = [mandate({ limits: [åsen, ön, bygg] })];
    assert.equal(missing(held, { about: [åsen] }), 'limit-unknown');
    assert.equal(missing(held, { about: [bygg] }), 'limit-unknown');
    assert.equal(missing(held, { about: [bygg, ön] }), 'allowed');
    assert.equal(missing(held, { about: [bygg, ön, åsen] }), 'allowed');
    assert.equal(missing(held, { about: [bygg, ön, { ...åsen, value: 'ÄNG 1:3' }] }), 'outside-limits');
    assert.equal(missing(held, { about: [{ ...bygg, value: 'ÅSEN 1:2' }, åsen] }), 'outside-limits');
  });

  it('never says yes by what was passed on where it says no by what it was passed on from', () => {
    const thing = fc.record({
      kind: fc.constantFrom('case', 'property', 'unit'),
      value: fc.constantFrom('Å 1:1', 'Ä 1:2', 'Ö 1:3'),
    }) as fc.Arbitrary<Limit>;
    const things = fc.array(thing, { maxLength: 5 });
    fc.assert(
      fc.property(things, things, things, (parent, limits, about) => {
        fc.pre(isNarrower(limits, parent));
        if (missing([mandate({ limits })], { about }) !== 'allowed') return;
        assert.equal(missing([mandate({ limits: parent })], { about }), 'allowed');
      }),
      { numRuns: 500 },
    );
  });

  it('names what is nearest to a yes, whatever the order', () => {
    const others = [
      mandate({ id: 'b', validTo: '2026-01-02' }),
      mandate({ id: 'c', validFrom: '2027-01-01' }),
    ];
    assert.equal(missing(others), 'not-yet-valid');
    assert.equal(missing([...others].reverse()), 'not-yet-valid');
    assert.equal(missing([...others, mandate()]), 'allowed');
  });

  it('shows the chain from the grantor, and refuses it where a link has ended', () => {
    const root = mandate({ id: 'rot', holders: [firm], mayDelegate: true });
    const leaf = mandate({ id: 'löv', parent: 'rot', reference: 'MOP0000000002' });
    const yes = decide(question, facts([leaf], { ancestors: new Map([['rot', root]]) }));
    assert.ok(yes.kind === 'allowed');
    assert.deepEqual(
      yes.chain.map((link) => link.kind === 'mandate' && link.id),
      ['rot', 'löv'],
    );
    assert.match(decisionText(yes).sv, /kedja av 2/);
    const fallen = { ...root, ended: { by: 'holder', at: 1, reason: '' } } as const;
    const no = decide(question, facts([leaf], { ancestors: new Map([['rot', fallen]]) }));
    const { id, reference } = leaf;
    assert.deepEqual(no, { kind: 'denied', missing: 'parent-ended', mandate: { id, reference } });
  });

  it('does not go round in a circle of parents', () => {
    const a = mandate({ id: 'a', parent: 'b' });
    const b = mandate({ id: 'b', parent: 'a' });
    const ancestors = new Map([
      ['a', a],
      ['b', b],
    ]);
    assert.equal(decide(question, facts([a], { ancestors })).kind, 'denied');
  });

  it('lets one act for oneself, and for the organisation that one signs alone for', () => {
    assert.deepEqual(decide({ ...question, grantor: asa }, facts([])), { kind: 'allowed', chain: [] });
    const signs = facts([], { signsAloneFor: new Set([firm.id]) });
    assert.deepEqual(decide({ ...question, grantor: firm }, signs), {
      kind: 'allowed',
      chain: [{ kind: 'signs-alone', organisation: firm.id }],
    });
  });

  it('reaches through an organisation that holds the mandate', () => {
    const held = mandate({ holders: [firm] });
    const decision = decide(question, facts([held], { signsAloneFor: new Set([firm.id]) }));
    assert.deepEqual(decision, {
      kind: 'allowed',
      chain: [
        { kind: 'mandate', id: 'a', reference: 'MOP0000000001' },
        { kind: 'signs-alone', organisation: firm.id },
      ],
    });
  });
});
