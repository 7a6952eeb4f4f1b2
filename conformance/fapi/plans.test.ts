// Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertExplained, assertHeld, assertListed, readContract } from './check-standings.ts';
import { plans } from './plans.ts';

interface Published {
  readonly modules: readonly { readonly testName: string }[];
}

const published = readContract('oidf-conformance-suite-plans.json') as Readonly<Record<string, Published>>;
const rows = plans.flatMap((one) => ('modules' in one ? one.modules : []));

describe('the test plans of the OpenID Foundation', () => {
  it('stand in our list each once, and nothing else does', () =>
    assert.deepEqual(plans.map(({ plan }) => plan).sort(), Object.keys(published).sort()));

  for (const one of plans) {
    it(`${one.plan} has each of its modules once, or says why it has none`, () => {
      if ('notApplicable' in one) return assert.ok(one.notApplicable.length > 20);
      assertListed(one.modules, published[one.plan]?.modules.map(({ testName }) => testName) ?? []);
    });
  }

  it('have modules that are held by a test that exists', () => assertHeld(rows));
  it('say why a module is not held', (t) => assertExplained(rows, t));
});
