// A started hub and the decision tables that the AuthZEN working group publishes for its interop events. The data and
// our policies for them go in through the administration API. Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DecisionPoint, published } from './decision-point.ts';
import { searchEntities, searchPolicies, todoEntities, todoRoles } from './scenarios.ts';
import { faults } from './schema.ts';

interface Evaluation {
  readonly request: object;
  readonly expected: boolean;
}

interface SearchCase {
  readonly request: object;
  readonly expected: { readonly results: readonly object[] };
}

const demo = 'interop_authzen-search-demo';
const pdp = new DecisionPoint();

before(async () => {
  await pdp.start();
  for (const role of todoRoles) await pdp.add('roles', role);
  await pdp.add('policy-sets', searchPolicies);
  const entities = searchEntities(
    published(`${demo}_data_users.json`),
    published(`${demo}_data_records.json`),
  );
  for (const entity of [...todoEntities, ...entities]) await pdp.add('entities', entity);
});
after(() => pdp.stop());

test('API gateway (Todo): every published decision', async () => {
  const table = published<{ evaluation: readonly Evaluation[] }>(
    'interop_authzen-api-gateways_test-harness_test_decisions.json',
  );
  assert.equal(table.evaluation.length, 25);
  for (const { request, expected } of table.evaluation) {
    assert.deepEqual(faults('evaluation-request', request), []);
    const answer = await pdp.ask('evaluation', request);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(faults('evaluation-response', answer.json), []);
    assert.equal(answer.json.decision, expected, JSON.stringify(request));
  }
});

test('the same decisions in one call', async () => {
  const { evaluation } = published<{ evaluation: readonly Evaluation[] }>(
    'interop_authzen-api-gateways_test-harness_test_decisions.json',
  );
  const answer = await pdp.ask('evaluations', { evaluations: evaluation.map(({ request }) => request) });
  const decisions = answer.json.evaluations.map((one: { decision: boolean }) => one.decision);
  assert.deepEqual(
    decisions,
    evaluation.map(({ expected }) => expected),
  );
});

async function holds(path: string, cases: readonly SearchCase[], count: number): Promise<void> {
  assert.equal(cases.length, count);
  for (const { request, expected } of cases) {
    const answer = await pdp.ask(`search/${path}`, request);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.json.results, expected.results, JSON.stringify(request));
  }
}

describe('search', () => {
  const table = (name: string) =>
    published<{ evaluation: readonly SearchCase[] }>(`${demo}_test-harness_src_${name}_results.json`)
      .evaluation;

  test('actions: every published result, in its order', async () => holds('action', table('action'), 120));
  test('resources: every published result, in its order', async () =>
    holds('resource', table('resource'), 18));
  test('subjects: every published result, in its order', async () => holds('subject', table('subject'), 60));

  test('page by page they are the same', async () => {
    for (const { request, expected } of table('resource')) {
      assert.deepEqual(await paged('resource', request), expected.results);
    }
  });

  test('what is found is permitted, and nothing else is', async () => {
    for (const { request, expected } of table('resource')) {
      const found = new Set(expected.results.map((one) => (one as { id: string }).id));
      const evaluations = Array.from({ length: 20 }, (_, i) => ({
        resource: { type: 'record', id: String(101 + i) },
      }));
      const { json } = await pdp.ask('evaluations', { ...request, resource: undefined, evaluations });
      json.evaluations.forEach(({ decision }: { decision: boolean }, i: number) => {
        assert.equal(decision, found.has(String(101 + i)));
      });
    }
  });
});

test('identity provider: every published result', async () => {
  const { search } = published<{ search: readonly SearchCase[] }>(
    'interop_authzen-idp_test-harness_src_results.json',
  );
  await holds('resource', search, 6);
});

async function paged(path: string, request: object): Promise<readonly object[]> {
  const results: object[] = [];
  let page: object = { limit: 3 };
  for (let calls = 0; calls < 30; calls += 1) {
    const { json } = await pdp.ask(`search/${path}`, { ...request, page });
    results.push(...json.results);
    if (json.page.next_token === '') return results;
    page = { limit: 3, token: json.page.next_token };
  }
  return assert.fail('the pages do not end');
}
