import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FreshStore } from './tests/fresh-store.ts';
import {
  change,
  company,
  ended,
  idOf,
  mandate,
  plain,
  proposal,
  saving,
  template,
  wilma,
} from './tests/samples.ts';

export function saveSuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: saving', () => {
    it('gives back every thing as it was given, å ä ö, odd Unicode and all', async () => {
      const { store } = await fresh();
      const odd = mandate(2, {
        title: 'Å\u0001\u202e 👩‍🚀',
        description: '"},{\\',
        validTo: '2028-02-29',
      });
      const national = template(3, { owner: undefined });
      const changes = {
        ...saving(odd),
        templates: [change('template', national)],
        proposals: [change('proposal', proposal(4))],
        artefacts: [{ hash: 'h', value: 'eyJ.å.ö' }],
      };
      assert.equal(await store.save(changes), 'saved');
      assert.deepEqual(await store.find(idOf(2)), { mandate: odd, delegated: false });
      assert.deepEqual(await store.template(idOf(3)), national);
      assert.deepEqual(await store.proposal(idOf(4)), proposal(4));
      assert.equal(await store.artefact('h'), 'eyJ.å.ö');
      assert.deepEqual(await store.history('mandate', idOf(2)), [changes.mandates[0]?.entry]);
    });

    it('knows nothing of what is not there, and takes any text for an id', async () => {
      const { store } = await fresh();
      for (const id of [idOf(9), 'ö', '', `${idOf(9)}'`]) {
        assert.equal(await store.find(id), undefined);
        assert.equal(await store.template(id), undefined);
        assert.equal(await store.proposal(id), undefined);
        assert.deepEqual(await store.history('mandate', id), []);
        assert.deepEqual(await store.descendants(id), []);
      }
      assert.equal(await store.artefact('h'), undefined);
      assert.equal(await store.save({}), 'saved');
    });

    it('writes nothing at all where one thing exists already or stands at another revision', async () => {
      const { store } = await fresh();
      await store.save(saving(mandate(1)));
      const others = { proposals: [change('proposal', proposal(4))], artefacts: [{ hash: 'h', value: 'v' }] };
      const late = { ...ended(mandate(1)), revision: 3 };
      const never = { ...ended(mandate(7)), revision: 2 };
      const reused = mandate(8, { reference: mandate(1).reference });
      for (const wrong of [mandate(1), late, never, reused]) {
        assert.equal(await store.save({ ...saving(mandate(2), wrong), ...others }), 'raced');
      }
      assert.equal(await store.find(idOf(2)), undefined);
      assert.equal(await store.proposal(idOf(4)), undefined);
      assert.equal(await store.artefact('h'), undefined);
      assert.equal((await store.history('mandate', idOf(1))).length, 1);
      assert.equal((await store.find(idOf(1)))?.mandate.ended, undefined);
    });

    it('lets one of many win who change or make the same thing at once', async () => {
      const { store } = await fresh();
      const made = Array.from({ length: 8 }, () => store.save(saving(mandate(1))));
      assert.deepEqual((await Promise.all(made)).toSorted(), [...Array(7).fill('raced'), 'saved']);
      const revoked = Array.from({ length: 8 }, () => store.save(saving(ended(mandate(1)))));
      assert.deepEqual((await Promise.all(revoked)).toSorted(), [...Array(7).fill('raced'), 'saved']);
      assert.equal((await store.history('mandate', idOf(1))).length, 2);
    });

    it('never lets two saves of the same things in another order wait for each other', async () => {
      const { store } = await fresh();
      const all = Array.from({ length: 40 }, (_, at) => mandate(at + 1));
      const births = await Promise.all([
        store.save(saving(...all)),
        store.save(saving(...all.toReversed())),
        store.save(saving(...all)),
      ]);
      assert.deepEqual(births.toSorted(), ['raced', 'raced', 'saved']);
      const gone = all.map((one) => ended(one));
      const ends = await Promise.all([store.save(saving(...gone)), store.save(saving(...gone.toReversed()))]);
      assert.deepEqual(ends.toSorted(), ['raced', 'saved']);
    });

    it('makes several changes of one thing in the order given', async () => {
      const { store } = await fresh();
      const signing = proposal(1, { state: 'signing', revision: 2, text: 'Härmed …' });
      const done = { ...signing, state: 'registered' as const, revision: 3 };
      const proposals = [proposal(1), signing, done].map((one) => change('proposal', one));
      assert.equal(await store.save({ proposals, ...saving(mandate(1)) }), 'saved');
      assert.deepEqual(await store.proposal(idOf(1)), done);
      assert.equal((await store.history('proposal', idOf(1))).length, 3);
      assert.equal((await store.history('mandate', idOf(1))).length, 1);
    });

    it('keeps nothing in force under a parent that has ended', async () => {
      const { store } = await fresh();
      const child = mandate(2, { parent: idOf(1), grantor: company, holders: [wilma] });
      await store.save(saving(child, mandate(1)));
      assert.equal(await store.save(saving(ended(mandate(1)))), 'raced');
      assert.equal(await store.save(saving(ended(mandate(1)), ended(child))), 'saved');
      assert.equal(await store.save(saving({ ...child, id: idOf(3), reference: 'MOF3' })), 'raced');
    });

    it('leaves no child behind when passing on and revoking meet', async () => {
      const { store } = await fresh();
      for (let round = 0; round < 20; round++) {
        const parent = mandate(100 + 2 * round);
        const child = mandate(101 + 2 * round, { parent: parent.id });
        await store.save(saving(parent));
        const [passedOn, revoked] = await Promise.all([
          store.save(saving(child)),
          store.save(saving(ended(parent))),
        ]);
        assert.deepEqual([passedOn, revoked].toSorted(), ['raced', 'saved']);
      }
    });

    it('refuses an entry of the history that tells of another change', async () => {
      const { store } = await fresh();
      const { entry } = change('mandate', mandate(2));
      await assert.rejects(store.save({ mandates: [{ after: mandate(1), entry }] }), /another change/);
      assert.equal(await store.find(idOf(1)), undefined);
    });

    it('refuses to change or remove what has happened', async () => {
      const { store, db } = await fresh();
      await store.save({ ...saving(mandate(1)), artefacts: [{ hash: 'h', value: 'v' }] });
      await assert.rejects(db.updateTable('history').set({ reason: 'annat' }).execute(), /append only/);
      await assert.rejects(db.deleteFrom('history').execute(), /append only/);
      await assert.rejects(db.updateTable('artefact').set({ value: 'annat' }).execute(), /append only/);
      await assert.rejects(db.deleteFrom('artefact').execute(), /append only/);
    });

    it('keeps an artefact that is given again as it was', async () => {
      const { store } = await fresh();
      assert.equal(await store.save({ artefacts: [{ hash: 'h', value: 'v' }] }), 'saved');
      assert.equal(await store.save({ artefacts: [{ hash: 'h', value: 'v' }] }), 'saved');
      assert.equal(await store.artefact('h'), 'v');
    });

    it('never gives a reference number twice, alone or in a row', async () => {
      const { store } = await fresh();
      const taken = await Promise.all([
        ...Array.from({ length: 10 }, () => store.nextReference().then((first) => [first])),
        ...Array.from({ length: 5 }, () =>
          store.reserveReferences(7).then((first) => Array.from({ length: 7 }, (_, at) => first + at)),
        ),
      ]);
      assert.equal(new Set(taken.flat()).size, 45);
      assert.ok(Math.min(...taken.flat()) >= 1);
    });

    it('makes plain JSON of everything it keeps', async () => {
      const { store } = await fresh();
      const loose = { ...mandate(1), validTo: undefined } as unknown as ReturnType<typeof mandate>;
      await store.save(saving(loose));
      assert.deepEqual((await store.find(idOf(1)))?.mandate, plain(loose));
    });
  });
}
