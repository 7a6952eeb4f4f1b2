import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ForeignIdentity } from './foreign-identity.ts';
import { likeness } from './likeness.ts';
import { decideMatch } from './matching.ts';
import { nameForms, nameWords } from './name-form.ts';
import type { Person } from './person.ts';

const asa: Person = { personalNumber: '197109109286', givenName: 'Åsa', familyName: 'Öbergtest' };
const twin: Person = { personalNumber: '197109109294', givenName: 'Åsa', familyName: 'Öbergtest' };
const bjorn: Person = { personalNumber: '197109109310', givenName: 'Björn', familyName: 'Testsson' };

const only = (...persons: readonly Person[]) => ({ persons, withheld: [] });

const sameNumber = (a: { personalNumber: string }, b: { personalNumber: string }) =>
  a.personalNumber === b.personalNumber;

function identity(more: Partial<ForeignIdentity> = {}): ForeignIdentity {
  return {
    givenNames: ['Aasa'],
    familyNames: ['Oebergtest'],
    birthDate: '1971-09-10',
    country: 'DE',
    claimedPersonalNumber: undefined,
    level: 'substantial',
    ...more,
  };
}

describe('identity matching', () => {
  test('one person with the names in another spelling is a match', () => {
    for (const [given, family] of [
      ['Aasa', 'Oebergtest'],
      ['ASA', 'OBERGTEST'],
      ['Åsa', 'Öbergtest'],
      ['Åsa Märta', 'Öbergtest-Müller'],
    ] as const) {
      const decision = decideMatch(
        identity({ givenNames: [given], familyNames: [family] }),
        only(asa, bjorn),
        0.9,
      );
      assert.equal(decision.kind, 'matched', `${given} ${family}`);
      assert.equal(decision.candidates[0]?.personalNumber, asa.personalNumber);
    }
  });

  test('twins of one name, a weak eID, another claimed number and half a name go to a case handler', () => {
    const why = (wish: Partial<ForeignIdentity>, persons: readonly Person[] = [asa]) => {
      const decision = decideMatch(identity(wish), only(...persons), 0.9);
      return decision.kind === 'manual' ? decision.why : decision.kind;
    };
    assert.equal(why({}, [asa, twin]), 'several persons fit');
    assert.equal(why({ level: 'low' }), 'the e-identification has a level below substantial');
    assert.equal(why({ claimedPersonalNumber: bjorn.personalNumber }), 'another number was claimed');
    assert.equal(why({ givenNames: ['Asta'] }), 'the names agree too little');
  });

  test('a name is certain only where all of one stands in the other, and a particle is no part of it', () => {
    const rows: readonly (readonly [string, string, string, string, string])[] = [
      // known given, known family, offered given, offered family
      ['Maria', 'von Trapp', 'Maria', 'von Trapp', 'matched'],
      ['Maria', 'von Trapp', 'Maria', 'Trapp', 'matched'],
      ['Maria', 'von Trapp', 'Maria', 'von Essen', 'unsure'],
      ['Maria', 'de Souza', 'Maria', 'de la Gardie', 'unsure'],
      ['Maria', 'de la Gardie', 'Maria', 'de la Gardie Lund', 'matched'],
      ['Maria', 'de la Gardie', 'Maria', 'Gardie', 'matched'],
      ['Jan', 'van den Berg', 'Jan', 'van der Linde', 'unsure'],
      ['Jan', 'van den Berg', 'Jan', 'van der Berg', 'unsure'],
      ['Jan', 'van den Berg', 'Jan', 'Berg', 'matched'],
      ['Omar', 'Abd Allah al Masri', 'Omar', 'Abd Rahman al Tikriti', 'unsure'],
      ['Omar', 'al Masri', 'Omar', 'al Tikriti', 'unsure'],
      ['Omar', 'ibn Saud', 'Omar', 'ibn Rushd', 'unsure'],
      ['Omar', 'El Masri', 'Omar', 'El', 'unsure'],
      ['Carl', 'af Geijerstam', 'Carl', 'af Klint', 'unsure'],
      ['Bernt Herman', 'Ört', 'Herman Otto', 'Oert', 'manual'],
      ['Bernt Herman', 'Ört', 'Herman', 'Oert', 'manual'],
      ['Bernt Herman', 'Ört', 'Bernt', 'Oert', 'matched'],
      ['Bernt Herman', 'Ört', 'Bernt Herman Otto', 'Ort', 'matched'],
      ['Bernt Herman', 'Ört', 'Bernt Otto', 'Ort', 'manual'],
      ['Abd Allah', 'Masri', 'Abd Rahman', 'Masri', 'unsure'],
      ['Anna', 'García López', 'Anna', 'García Pérez', 'manual'],
      ['Anna', 'García López', 'Anna', 'López García', 'manual'],
      ['Anna', 'García López', 'Anna', 'Garcia', 'matched'],
      ['Anna', 'Öst Berg', 'Anna', 'Oest-Berg', 'matched'],
      ['A', 'Berg', 'A B', 'Berg', 'unsure'],
    ];
    for (const [givenName, familyName, given, family, wanted] of rows) {
      const person = { personalNumber: asa.personalNumber, givenName, familyName };
      const asked = identity({ givenNames: [given], familyNames: [family] });
      const { kind, candidates } = decideMatch(asked, only(person), 0.8);
      const row = `${given} ${family} as ${givenName} ${familyName}`;
      if (wanted === 'unsure') assert.notEqual(kind, 'matched', row);
      else assert.equal(kind, wanted, row);
      if (kind !== 'matched') assert.ok((candidates[0]?.score ?? 0) <= 0.79, row);
    }
  });

  test('someone who must not be told of holds back an answer, and is in none', () => {
    const withheld = [{ givenName: 'Åsa Maria', familyName: 'Öbergtest' }];
    const held = decideMatch(identity(), { persons: [asa], withheld }, 0.9);
    assert.equal(held.kind === 'manual' && held.why, 'several persons fit');
    assert.deepEqual(
      held.candidates.map(({ personalNumber }) => personalNumber),
      [asa.personalNumber],
    );
    assert.equal(decideMatch(identity(), { persons: [], withheld }, 0.9).kind, 'no-match');
    const other = [{ givenName: 'Björn', familyName: 'Testsson' }];
    assert.equal(decideMatch(identity(), { persons: [asa], withheld: other }, 0.9).kind, 'matched');
  });

  test('another day of birth, or no name alike, is no match', () => {
    assert.equal(decideMatch(identity({ birthDate: '1971-10-09' }), only(asa), 0.9).kind, 'no-match');
    assert.equal(
      decideMatch(identity({ givenNames: ['Xu'], familyNames: ['Quik'] }), only(asa), 0.9).kind,
      'no-match',
    );
  });

  test('whoever is asked for: never a match below the threshold, never with a rival near, never against a claim', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'aåäöøbcdeèghiklmnoprstuvyzé -'),
      minLength: 1,
      maxLength: 10,
    });
    const day = fc.constantFrom('19710910', '19710911');
    const someone = fc.record({
      givenName: letters,
      familyName: letters,
      day,
      serial: fc.integer({ min: 1000, max: 9999 }),
    });
    const level = fc.constantFrom('low', 'substantial', 'high' as const);
    fc.assert(
      fc.property(
        fc.array(someone, { maxLength: 5 }),
        letters,
        letters,
        level,
        fc.double({ min: 0.8, max: 1, noNaN: true }),
        (all, given, family, eid, threshold) => {
          const persons = all.map((one) => ({ ...one, personalNumber: `${one.day}${one.serial}` }));
          const asked = identity({
            givenNames: [given],
            familyNames: [family],
            level: eid as ForeignIdentity['level'],
          });
          const decision = decideMatch(asked, only(...persons), threshold);
          const [best, next] = decision.candidates;
          if (decision.kind !== 'matched' || best === undefined) return;
          assert.ok(best.score >= threshold);
          assert.ok(next === undefined || best.score - next.score >= 0.1 - 1e-9);
          assert.ok(best.personalNumber.startsWith('19710910'));
          assert.notEqual(eid, 'low');
          const [first = ''] = nameWords(persons.find((one) => sameNumber(one, best))?.givenName ?? '');
          const [offered = ''] = nameWords(given);
          assert.ok([...nameForms(offered)].some((form) => nameForms(first).has(form)));
          const claim = { ...asked, claimedPersonalNumber: '197109100000' };
          if (best.personalNumber !== claim.claimedPersonalNumber)
            assert.notEqual(decideMatch(claim, only(...persons), threshold).kind, 'matched');
        },
      ),
    );
  });

  test('a person is found under every form of the own name', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'aåäöbdegiklmnorstuvø'),
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(letters, letters, (givenName, familyName) => {
        const person = { personalNumber: '197109109286', givenName, familyName };
        for (const given of [...nameForms(givenName)].slice(0, 4)) {
          const decision = decideMatch(
            identity({ givenNames: [given.toUpperCase()], familyNames: [familyName] }),
            only(person),
            1,
          );
          assert.equal(decision.kind, 'matched');
        }
      }),
    );
  });

  test('likeness is between 0 and 1, the same both ways, and 1 for the same', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const score = likeness(a, b);
        assert.ok(score >= 0 && score <= 1);
        assert.ok(Math.abs(score - likeness(b, a)) < 0.12);
        if (a === b && a !== '') assert.equal(score, 1);
      }),
    );
    assert.ok(likeness('martha', 'marhta') > 0.96);
  });
});
