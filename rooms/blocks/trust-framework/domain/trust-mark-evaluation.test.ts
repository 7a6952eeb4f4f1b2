import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { evaluate } from './trust-mark-evaluation.ts';
import type { Evidence } from './trust-mark-evidence.ts';
import { requirementsOf, trustMarkTypes, typeIdentifier } from './trust-mark-type.ts';
import { actorTypes, type Control, controlFor, controls, satisfies } from './trust-requirement.ts';
import { trustRequirements } from './trust-requirements.ts';

const now = Date.parse('2026-11-22T11:00:00Z');

function proof(requirement: string, control: Control, validUntil = now + 1000): Evidence {
  return {
    id: `evidence_${requirement}_${control}`,
    subject: 'https://a.example',
    requirement,
    control,
    reviewer: 'Östergötlands revision',
    reviewedOn: '2026-11-01',
    reference: 'dnr 1',
    documentDigest: undefined,
    validUntil,
    recordedAt: now,
  };
}

it('holds the national list: twenty requirements, and eleven of the identity matrix', () => {
  const national = trustRequirements.filter((one) => one.group !== 'identity');
  assert.equal(national.length, 20);
  assert.equal(trustRequirements.length, 31);
  assert.equal(new Set(trustRequirements.map((one) => one.code)).size, 31);
  const textless = national.filter((one) => one.text === '').map((one) => one.code);
  assert.deepEqual(textless, ['A.9']);
});

it('has F.8 with level and kind in their right places', () => {
  const rules = trustRequirements.find((one) => one.code === 'F.8');
  assert.deepEqual([rules?.levels, rules?.kinds], [['substantial'], ['T']]);
});

it('has types whose requirements all exist, have the level, and can be reviewed', () => {
  for (const type of trustMarkTypes) {
    const requirements = requirementsOf(type);
    assert.equal(requirements.length, type.requirements.length, type.slug);
    if (type.family === 'federation-member')
      assert.ok(requirements.every((one) => one.levels.includes(type.level) && one.text !== ''));
    assert.equal(typeIdentifier('https://ena.example', type), `https://ena.example/trust-marks/${type.slug}`);
  }
});

it('takes a stronger control for a weaker one, never the other way', () => {
  const order = controls.map((given) =>
    controls.map((needed) => (satisfies(given, needed) ? 1 : 0)).join(''),
  );
  assert.deepEqual(order, ['1000', '1100', '1110', '1111']);
});

it('is fulfilled exactly when each requirement has one piece of evidence in force that is strong enough', () => {
  const piece = fc.record({
    code: fc.constantFrom('A.1', 'A.2', 'A.5.1', 'ID.T1', 'F.1'),
    control: fc.constantFrom(...controls),
    until: fc.integer({ min: now - 2, max: now + 2 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...actorTypes), fc.array(piece), (actor, pieces) => {
      const wanted = trustRequirements.filter((one) => ['A.1', 'A.2', 'A.5.1', 'ID.T1'].includes(one.code));
      const evidence = pieces.map((one) => proof(one.code, one.control, one.until));
      const ruling = evaluate(wanted, actor, evidence, now);
      const carried = wanted.map((requirement) => {
        const needs = controlFor(requirement, actor);
        const good = evidence.filter(
          (one) =>
            one.requirement === requirement.code &&
            controls.indexOf(one.control) >= controls.indexOf(needs) &&
            one.validUntil > now,
        );
        return { code: requirement.code, needs, until: Math.max(...good.map((one) => one.validUntil)) };
      });
      const lacking = carried.filter((one) => one.until === Number.NEGATIVE_INFINITY);
      if (ruling.kind === 'fulfilled') {
        assert.deepEqual(lacking, []);
        assert.equal(ruling.until, Math.min(...carried.map((one) => one.until)));
      } else {
        const named = ruling.missing.map(({ requirement, needs }) => ({ requirement, needs }));
        assert.deepEqual(
          named,
          lacking.map(({ code, needs }) => ({ requirement: code, needs })),
        );
      }
    }),
  );
});

it('says why evidence is not enough', () => {
  const [member] = trustRequirements.filter((one) => one.code === 'A.1');
  assert.ok(member);
  const why = (evidence: Evidence[]) => {
    const ruling = evaluate([member], 'P', evidence, now);
    assert.ok(ruling.kind === 'unfulfilled');
    return ruling.missing[0];
  };
  assert.deepEqual(why([]), { requirement: 'A.1', needs: 'E', because: 'no-evidence' });
  assert.deepEqual(why([proof('A.1', 'S'), proof('A.1', 'I')]), {
    requirement: 'A.1',
    needs: 'E',
    because: 'weaker-control',
    has: 'I',
  });
  assert.deepEqual(why([proof('A.1', 'C', now), proof('A.1', 'S')]), {
    requirement: 'A.1',
    needs: 'E',
    because: 'lapsed',
  });
});
