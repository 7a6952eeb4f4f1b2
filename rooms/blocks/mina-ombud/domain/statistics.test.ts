import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mandate } from './mandate.ts';
import { countByTemplate } from './statistics.ts';

const whole = {
  title: 'Ärenden',
  template: { id: 't', version: 1 },
  validFrom: '2026-01-01',
  basis: { kind: 'signed', textHash: '' },
} as unknown as Mandate;

test('mandates are counted by template and version, standing, basis and how they ended', async () => {
  async function* mandates(): AsyncGenerator<Mandate> {
    yield whole;
    yield { ...whole, validFrom: '2027-01-01' };
    yield { ...whole, ended: { by: 'holder', at: 0, reason: '' } };
    yield {
      ...whole,
      template: { id: 't', version: 2 },
      basis: { kind: 'law', relation: 'custody', relationId: '1' },
    };
    yield { ...whole, title: 'Avfall', template: { id: 'a', version: 9 } };
  }
  const counts = await countByTemplate(mandates(), '2026-11-22');
  assert.deepEqual(
    counts.map(({ title, template, standing, basis, endedBy }) => [
      title,
      template.version,
      standing,
      basis.law,
      endedBy.holder,
    ]),
    [
      ['Avfall', 9, { valid: 1, coming: 0, past: 0 }, 0, 0],
      ['Ärenden', 1, { valid: 1, coming: 1, past: 1 }, 0, 1],
      ['Ärenden', 2, { valid: 1, coming: 0, past: 0 }, 1, 0],
    ],
  );
});
