// Needs ../shared/contracts.
import { describe, it } from 'node:test';
import { assertExplained, assertHeld, assertListed, publishedRequirements } from '../fapi/check-standings.ts';
import { requirements } from './requirements.ts';

describe('the requirements of OpenID Federation 1.0', () => {
  it('stand in our list each once, and nothing else does', () =>
    assertListed(requirements, publishedRequirements(/^OIDFED-/)));
  it('that are held are held by a test that exists', () => assertHeld(requirements));
  it('that are not held say why', (t) => assertExplained(requirements, t));
});
