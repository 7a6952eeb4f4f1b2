import assert from 'node:assert/strict';
import { it } from 'node:test';
import { judgePolicyCase, readPolicyCases } from './policy-cases.ts';

const good = {
  n: 7,
  TA: { grant_types: { subset_of: ['å', 'ä'] } },
  INT: { grant_types: { add: ['ä'] } },
  merged: { grant_types: { add: ['ä'], subset_of: ['ä', 'å'] } },
  metadata: { grant_types: ['å', 'ö'] },
  resolved: { grant_types: ['ä', 'å'] },
};

function judge(one: object) {
  const [read] = readPolicyCases(JSON.stringify([one])) ?? [];
  assert.ok(read);
  return judgePolicyCase(read);
}

it('passes a case that becomes what it should, arrays seen as sets', () =>
  assert.deepEqual(judge(good), { n: 7, passed: true }));

it('fails one that merges, resolves or errs otherwise, and says what it became', () => {
  assert.match(judge({ ...good, merged: {} }).why ?? '', /merged became .*subset_of/);
  assert.match(judge({ ...good, resolved: { grant_types: ['ö'] } }).why ?? '', /resolved became/);
  assert.match(judge({ ...good, resolved: undefined, error: 'invalid_policy' }).why ?? '', /should fail/);
  const conflict = { ...good, INT: { grant_types: { add: ['ö'] } } };
  assert.match(judge(conflict).why ?? '', /^invalid_policy: INT.grant_types/);
});

it('tells a policy that cannot be from metadata that a policy refuses', () => {
  const error = (INT: object, expected: string) =>
    judge({ n: 1, TA: {}, INT, metadata: { p: 'å' }, error: expected }).passed;
  assert.equal(error({ p: { one_of: 'å' } }, 'invalid_policy'), true);
  assert.equal(error({ p: { one_of: ['ä'] } }, 'invalid_metadata'), true);
  assert.equal(error({ p: { one_of: ['ä'] } }, 'invalid_policy'), false);
});

it('counts what has no number, takes a missing policy as none, and knows what is no file of cases', () => {
  assert.deepEqual(judge({ metadata: { p: 1 }, resolved: { p: 1 } }), { n: 1, passed: true });
  for (const text of ['', '{}', '[1]', '[{}]', '[{"metadata":{}}]'])
    assert.equal(readPolicyCases(text), undefined, text);
});
