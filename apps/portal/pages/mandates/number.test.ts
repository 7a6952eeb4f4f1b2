import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lineOf, partiesIn, partyIn } from './number.ts';
import { shownParty } from './party.ts';

describe('a number that someone wrote', () => {
  const cases = [
    ['19830106-2397', { kind: 'person', id: '198301062397' }],
    [' 1983 0106 2397 ', { kind: 'person', id: '198301062397' }],
    ['198301622396', { kind: 'coordinated', id: '198301622396' }],
    ['212000-0829', { kind: 'organisation', id: '2120000829' }],
    ['162120000829', { kind: 'organisation', id: '2120000829' }],
    ['3020001234', { kind: 'temporary', id: '3020001234' }],
  ] as const;
  for (const [text, party] of cases) {
    it(`is read by its form: ${text}`, () => assert.deepEqual(partyIn(text), party));
  }

  for (const text of [
    '',
    '830106-2397',
    '8301062397',
    'Åsa Öberg',
    '１９８３０１０６２３９７',
    '1983010623970',
  ]) {
    it(`is nobody’s: ${text}`, () => assert.equal(partyIn(text), undefined));
  }

  it('whatever is written, a person has twelve digits and all others ten', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 +–-]{0,20}$/), (text) => {
        const party = partyIn(text);
        const natural = party?.kind === 'person' || party?.kind === 'coordinated';
        assert.ok(party === undefined || party.id.length === (natural ? 12 : 10));
      }),
    );
  });
});

describe('several parties, one on each line', () => {
  it('have a number, and a name where one was written', () => {
    const written = '19830106-2397 Öberg  af Ängstest\r\n\n 212000-0829\n198301622396; Åström';
    assert.deepEqual(partiesIn(written), {
      parties: [
        { kind: 'person', id: '198301062397', name: 'Öberg af Ängstest' },
        { kind: 'organisation', id: '2120000829' },
        { kind: 'coordinated', id: '198301622396', name: 'Åström' },
      ],
    });
    assert.deepEqual([lineOf(written, 0), lineOf(written, 1), lineOf(written, 2)], [1, 3, 4]);
    assert.deepEqual(partiesIn(' \n'), { parties: [] });
  });

  it('are none where any line is nobody’s, and the line is told', () => {
    for (const line of ['Åsa Öberg', '830106-2397', '19830106-2397 7', 'x 19830106-2397'])
      assert.deepEqual(partiesIn(`212000-0829\n\n${line}`), { wrongLine: 3 }, line);
  });
});

describe('a party on a page', () => {
  const visit = {
    t: { mandates: { born: (day: string) => `född ${day}`, number: 'organisationsnummer' } },
  } as unknown as Parameters<typeof shownParty>[0];

  it('is shown with a day of birth and never with the personal number', () => {
    const åsa = { kind: 'person', id: '198301062397', name: 'Öberg', givenName: 'Åsa' } as const;
    assert.equal(shownParty(visit, åsa), 'Åsa Öberg (född 1983-01-06)');
    const nameless = { kind: 'coordinated', id: '198301622396', name: 'Örn' } as const;
    assert.equal(shownParty(visit, nameless), 'Örn (född 1983-01-02)');
  });

  it('has no day of birth where its identity is protected', () => {
    const hidden = { kind: 'person', id: 'skyddad', name: 'Skyddad identitet' } as const;
    assert.equal(shownParty(visit, hidden), 'Skyddad identitet');
  });

  it('has its organisation number as people write it', () => {
    const firm = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;
    assert.equal(shownParty(visit, firm), 'TB Bokföringsbyrå AB (organisationsnummer 556192-9323)');
  });
});
