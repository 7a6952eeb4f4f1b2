import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Question } from '../../domain/decision/question.ts';
import { RuleIndex } from '../../domain/decision/rule-index.ts';
import * as arbitrary from '../../tests/arbitrary-rules.ts';
import { evaluate } from './evaluate.ts';
import { type Search, search, startAfter } from './search.ts';
import { noMandates, noTrustMarks } from './sources.ts';

const rules = new RuleIndex();
rules.put({
  kind: 'policy-set',
  id: 'p',
  value: {
    name: 'jämna',
    description: '',
    policies: [
      {
        id: 'jämna',
        effect: 'permit',
        clauses: [
          [
            {
              kind: 'compare',
              attribute: ['subject', 'properties', 'even'],
              operator: 'equals',
              right: { value: true },
              negated: false,
            },
          ],
        ],
      },
    ],
    resourceTypes: [],
  },
});
const judge = { rules, mandates: noMandates, trustMarks: noTrustMarks };
const candidates = Array.from({ length: 40 }, (_, i) => `å${String(i).padStart(2, '0')}`);

function question(id: string): Question {
  return {
    subject: { type: 'user', id, properties: { even: Number(id.slice(1)) % 2 === 0 } },
    resource: { type: 'record', id: 'ä', properties: {} },
    action: { name: 'läsa', properties: {} },
    context: {},
    purpose: undefined,
    legalBasis: undefined,
    onBehalfOf: undefined,
    at: 0,
  };
}

async function pages(results: number, looks: number): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  let from = 0;
  for (;;) {
    const { names, after } = await search({ candidates, question }, from, { results, looks }, judge);
    all.push(names);
    if (after === undefined) return all;
    from = startAfter(candidates, after, true);
  }
}

const even = candidates.filter((_, i) => i % 2 === 0);

test('pages hold every permitted candidate once, whatever their size', async () => {
  for (const results of [1, 2, 7, 19, 20, 100]) {
    assert.deepEqual((await pages(results, 1_000)).flat(), even);
  }
});

test('a page ends when enough candidates were looked at, even with nothing found', async () => {
  const small = await pages(100, 1);
  assert.equal(small.length, 40);
  assert.deepEqual(small[1], []);
  assert.deepEqual(small.flat(), even);
});

test('a page that is full right at the end has no next', async () => {
  const { after } = await search({ candidates: ['å00'], question }, 0, { results: 1, looks: 10 }, judge);
  assert.equal(after, undefined);
});

test('a position holds when the candidate is gone, and is the beginning in a list without order', () => {
  assert.equal(startAfter(['a', 'c'], 'b', true), 1);
  assert.equal(startAfter(['a', 'c'], 'd', true), 2);
  assert.equal(startAfter(['view', 'edit'], 'view', false), 1);
  assert.equal(startAfter(['view', 'edit'], 'gone', false), 0);
});

test('a search over many candidates lets others run meanwhile', async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `å${i}`);
  let turns = 0;
  let searching = true;
  const others = (async () => {
    while (searching) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
  })();
  await search({ candidates: many, question }, 0, { results: 10_000, looks: 10_000 }, judge);
  searching = false;
  await others;
  assert.ok(turns >= 5, `${turns} turns`);
});

test('whatever the rules, a search finds those whom an evaluation permits, and no others', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrary.world, arbitrary.question, async (world, asked) => {
      const index = new RuleIndex();
      for (const rule of world) index.put(rule);
      const local = { ...judge, rules: index };
      const { subject, resource, action } = asked;
      const searches: readonly Search[] = [
        { candidates: index.idsOf('user'), question: (id) => ({ ...asked, subject: { ...subject, id } }) },
        {
          candidates: index.idsOf('record'),
          question: (id) => ({ ...asked, resource: { ...resource, id } }),
        },
        {
          candidates: index.actionsOn('record'),
          question: (name) => ({ ...asked, action: { ...action, name } }),
        },
      ];
      for (const one of searches) {
        const { names, after } = await search(one, 0, { results: 100, looks: 100 }, local);
        assert.equal(after, undefined);
        for (const candidate of one.candidates) {
          const { kind } = await evaluate(one.question(candidate), local);
          assert.equal(names.includes(candidate), kind === 'permitted');
        }
      }
    }),
  );
});
