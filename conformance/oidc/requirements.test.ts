// Needs ../shared/contracts.
import { describe, it } from 'node:test';
import { assertExplained, assertHeld, assertListed, publishedRequirements } from '../fapi/check-standings.ts';
import { requirements } from './requirements.ts';

const published = publishedRequirements(/^(OIDCC|PAR|RFC7636|RFC7517|RFC7518|RFC7519)-/);

describe('the requirements of OpenID Connect and the RFCs that it stands on', () => {
  it('stand in our list each once, and nothing else does', () => assertListed(requirements, published));
  it('that are held are held by a test that exists', () => assertHeld(requirements));
  it('that are not held say why', (t) => assertExplained(requirements, t));
});
