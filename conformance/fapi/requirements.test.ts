import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { requirements } from './requirements.ts';

const root = new URL('../../', import.meta.url);
const contract = new URL('../shared/contracts/fapi/requirement-to-condition.json', root);
const families = /^(FAPI2|DPOP|RFC6749A?|RFC6750|RFC7523|RFC8414|RFC8705|RFC9396|RFC9449)-/;

/** A row of the contract may name several requirements. */
const published = Object.keys(JSON.parse(readFileSync(contract, 'utf8')) as object)
  .flatMap((row) => row.split(','))
  .filter((id) => families.test(id));

describe('the requirements of FAPI 2.0', () => {
  const ours = requirements.flatMap(({ ids }) => ids);

  it('stand in our list each once, and nothing else does', () => {
    assert.ok(published.length > 100);
    assert.deepEqual([...ours].sort(), [...new Set(published)].sort());
  });

  it('that are held are held by a test that exists', () => {
    for (const row of requirements) {
      if (!('heldBy' in row)) continue;
      const { file, title } = row.heldBy;
      assert.ok(readFileSync(new URL(file, root), 'utf8').includes(`'${title}'`), `${file}: ${title}`);
      assert.ok(row.as === undefined || row.as.length > 20, title);
    }
  });

  it('that are not held say why', (t) => {
    const count = { held: 0, notApplicable: 0, open: 0 };
    for (const row of requirements) {
      const kind = 'heldBy' in row ? 'held' : 'notApplicable' in row ? 'notApplicable' : 'open';
      count[kind] += row.ids.length;
      if (!('heldBy' in row)) assert.ok(('open' in row ? row.open : row.notApplicable).length > 20);
    }
    t.diagnostic(`${count.held} held, ${count.notApplicable} not applicable, ${count.open} open`);
  });
});
