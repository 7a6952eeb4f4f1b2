import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { buildEvidence, type Changes, exchangeTime, makeWorld, type World } from './tests/build-evidence.ts';
import { verifyEvidence } from './verify-evidence.ts';

let world: World;

before(async () => {
  world = await makeWorld();
});

async function verdictOn(changes: Changes) {
  const terms = { anchorThumbprints: [world.anchorThumbprint], now: exchangeTime + 1000 };
  return verifyEvidence(JSON.stringify(await buildEvidence(world, changes)), terms);
}

/** The anchor's statement with more claims. */
const withClaims = (more: object): Changes => ({ subordinateClaims: (claims) => ({ ...claims, ...more }) });

/** The anchor's statement with a policy for the address of the connector. */
const ruled = (operators: object): Changes =>
  withClaims({ metadata_policy: { ena_connector: { exchange_endpoint: operators } } });

describe('a trust chain under the rules of the federation', () => {
  it('is believed where the organisation follows them', async () => {
    const constraints = { max_path_length: 0, naming_constraints: { permitted: ['.sandbox.localhost'] } };
    assert.equal((await verdictOn(ruled({ essential: true }))).ok, true);
    assert.equal((await verdictOn(withClaims({ constraints }))).ok, true);
  });

  const broken: readonly [string, Changes, RegExp][] = [
    ['a value that the policy does not allow', ruled({ one_of: ['https://å.example'] }), /one_of/],
    [
      'a parameter missing that the policy demands',
      withClaims({ metadata_policy: { ena_connector: { säkerhet: { essential: true } } } }),
      /essential/,
    ],
    [
      'a name outside the constraints',
      withClaims({ constraints: { naming_constraints: { excluded: ['.sandbox.localhost'] } } }),
      /naming_constraints/,
    ],
    [
      'a critical operator that nobody knows',
      withClaims({ metadata_policy: {}, metadata_policy_crit: ['regexp'] }),
      /regexp/,
    ],
    [
      'a policy without form',
      withClaims({ metadata_policy: { ena_connector: 'vad som helst' } }),
      /metadata_policy/,
    ],
  ];
  for (const [what, changes, sentence] of broken) {
    it(`with ${what} is refused, in a sentence that says so`, async () => {
      const { ok, firstProblem } = await verdictOn(changes);
      assert.equal(ok, false);
      assert.equal(firstProblem?.id, 'consumer-trust');
      assert.match(firstProblem?.detail.sv ?? '', /följer inte federationens regler/);
      assert.match(firstProblem?.detail.en ?? '', /does not follow the rules/);
      assert.match(firstProblem?.detail.en ?? '', sentence);
    });
  }

  it('is read as the policy makes it', async () => {
    const { firstProblem } = await verdictOn(ruled({ value: 'https://127.0.0.1:1' }));
    assert.equal(firstProblem?.id, 'request-content');
  });

  it('gives no connector where the constraints allow none', async () => {
    const verdict = await verdictOn(withClaims({ constraints: { allowed_entity_types: ['oauth_client'] } }));
    assert.equal(verdict.ok, false);
  });
});
