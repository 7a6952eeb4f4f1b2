import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { replay, type Subject } from '../domain/history.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Template, TemplateState } from '../domain/template.ts';
import type { Change, MandateStore } from './store.ts';
import type { FreshStore } from './tests/fresh-store.ts';
import {
  agda,
  change,
  company,
  ended,
  idOf,
  instant,
  mandate,
  plain,
  proposal,
  template,
  terms,
  wilma,
} from './tests/samples.ts';

const templateStates: readonly TemplateState[] = ['published', 'unpublished', 'published', 'blocked'];

/** A change that tells only what it sets. */
function step<Thing extends { readonly id: string; readonly revision: number }>(
  subject: Subject,
  before: Thing,
  set: Partial<Thing>,
): Change<Thing> {
  const after = { ...before, ...set, revision: before.revision + 1 };
  const { entry } = change(subject, after);
  return { after, entry: { ...entry, set } };
}

function templateLife(number: number, steps: number): Change<Template>[] {
  const life = [change('template', template(number))];
  for (const state of templateStates.slice(0, steps)) {
    const before = life.at(-1)?.after ?? template(number);
    life.push(step('template', before, { state, version: before.version + (state === 'published' ? 1 : 0) }));
  }
  return life;
}

function proposalLife(number: number, steps: number): Change<Proposal>[] {
  const sets: Partial<Proposal>[] = [
    { terms: terms({ title: 'Ändrad åäö', holders: [wilma, company] }) },
    { state: 'signing', text: 'Härmed …', signatories: [{ kind: 'person', person: agda }] },
    { signatures: [{ person: agda, at: instant }], state: 'registered' },
  ];
  const life = [change('proposal', proposal(number))];
  for (const set of sets.slice(0, steps)) {
    life.push(step('proposal', life.at(-1)?.after ?? proposal(number), set));
  }
  return life;
}

async function stateOf(store: MandateStore, subject: Subject, id: string): Promise<unknown> {
  if (subject === 'template') return store.template(id);
  if (subject === 'proposal') return store.proposal(id);
  return (await store.find(id))?.mandate;
}

export function replaySuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: replay', () => {
    it('rebuilds every template, proposal and mandate from the history alone', async () => {
      const { store, db } = await fresh();
      const lengths = fc.sample(fc.integer({ min: 0, max: 4 }), { numRuns: 30, seed: 7 });
      for (const [at, steps] of lengths.entries()) {
        for (const one of templateLife(1000 + at, steps)) await store.save({ templates: [one] });
        for (const one of proposalLife(2000 + at, steps)) await store.save({ proposals: [one] });
        const born = mandate(3000 + at);
        await store.save({ mandates: [change('mandate', born)] });
        if (steps % 2 === 1) {
          await store.save({ mandates: [step('mandate', born, { ended: ended(born).ended })] });
        }
      }
      const things = await db.selectFrom('history').select(['subject', 'id']).distinct().execute();
      assert.equal(things.length, 90);
      for (const { subject, id } of things) {
        const rebuilt = replay(await store.history(subject, id));
        assert.deepEqual(rebuilt, plain(await stateOf(store, subject, id)), `${subject} ${id}`);
      }
    });

    it('gives each subject with the same id a history of its own', async () => {
      const { store } = await fresh();
      const proposals = [change('proposal', proposal(1))];
      const mandates = [change('mandate', mandate(1))];
      await store.save({ proposals, mandates });
      assert.deepEqual(await store.history('proposal', idOf(1)), [proposals[0]?.entry]);
      assert.deepEqual(await store.history('mandate', idOf(1)), [mandates[0]?.entry]);
      assert.deepEqual(await store.history('template', idOf(1)), []);
    });
  });
}
