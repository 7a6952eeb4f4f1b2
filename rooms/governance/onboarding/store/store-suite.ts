import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kysely } from 'kysely';
import { advance, opened } from '../domain/advance.ts';
import type { ContactData, MatterOf, Moved, OrganisationData } from '../domain/matter.ts';
import type { OnboardingStore } from './store.ts';
import type { OnboardingTables } from './tables.ts';

const person = { personalNumber: '198211242386', name: 'Wilma Testberg' };
const other = { personalNumber: '198309112392', name: 'Erik Testberg' };
const actor = { kind: 'person', ...person } as const;
const page = { offset: 0, limit: 20 };

const application: OrganisationData = {
  organisationName: 'Älvkarleby kommun',
  legalForm: '82',
  applicant: person,
  email: 'å@kommun.example',
  checks: [],
  round: 0,
  signatures: [],
};

function filed(id: string, organisationNumber = '2120003005'): Moved<'organisation'> {
  return opened(
    'organisation',
    { id, organisationNumber, data: application },
    { actor, role: 'applicant', step: 'apply', at: 1_763_800_000_000 },
  );
}

function contact(
  id: string,
  data: Partial<ContactData>,
  organisationNumber = '2120003005',
): Moved<'contact'> {
  const all: ContactData = { role: 'administrative', name: 'Åsa', email: 'a@b', ...data };
  return opened(
    'contact',
    { id, organisationNumber, data: all },
    { actor, role: 'administrative', step: 'invite', at: 1_763_800_000_000 },
  );
}

function active({ matter }: Moved<'contact'>): Moved<'contact'> {
  const step = { step: 'accept-invitation', roles: ['invited'], actor, reason: '', at: 2 } as const;
  const taken = advance(matter, step);
  if (taken.kind !== 'moved') throw new Error(taken.kind);
  return taken.moved;
}

function withdrawn(matter: MatterOf<'organisation'>): Moved<'organisation'> {
  const taken = advance(matter, { step: 'withdraw', roles: ['applicant'], actor, reason: 'ångrat', at: 3 });
  if (taken.kind !== 'moved') throw new Error(taken.kind);
  return taken.moved;
}

export interface FreshStore {
  readonly store: OnboardingStore;
  readonly db: Kysely<OnboardingTables>;
}

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function onboardingStoreSuite(fresh: () => Promise<FreshStore>): void {
  describe('onboarding store: matters', () => {
    it('gives back what it was given, å ä ö and all, with its history', async () => {
      const { store } = await fresh();
      const first = filed('matter_1');
      assert.deepEqual(await store.create(first, [], undefined), { kind: 'created' });
      assert.deepEqual(await store.find('matter_1'), JSON.parse(JSON.stringify(first.matter)));
      assert.deepEqual(await store.history('matter_1', page), { items: [first.entry], total: 1 });
      assert.equal(await store.find('matter_2'), undefined);
    });

    it('holds one application for an organisation that is not withdrawn', async () => {
      const { store } = await fresh();
      const first = filed('matter_1');
      await store.create(first, [], undefined);
      assert.deepEqual(await store.create(filed('matter_2'), [], undefined), { kind: 'taken' });
      assert.equal((await store.applicationOf('2120003005'))?.id, 'matter_1');
      assert.equal(await store.save([withdrawn(first.matter)], 1), 'saved');
      assert.equal(await store.applicationOf('2120003005'), undefined);
      assert.deepEqual(await store.create(filed('matter_2'), [], undefined), { kind: 'created' });
    });

    it('repeats a creation by its key, and refuses the key for something else', async () => {
      const { store } = await fresh();
      const once = { who: person.personalNumber, key: 'k', digest: 'd' };
      assert.deepEqual(await store.create(filed('matter_1'), [], once), { kind: 'created' });
      assert.deepEqual(await store.create(filed('matter_2'), [], once), {
        kind: 'repeated',
        matterId: 'matter_1',
      });
      const changed = { ...once, digest: 'e' };
      assert.deepEqual(await store.create(filed('matter_3'), [], changed), { kind: 'key-reused' });
      const another = { ...once, who: other.personalNumber };
      const fourth = filed('matter_4', '2120000829');
      assert.deepEqual(await store.create(fourth, [], another), { kind: 'created' });
    });

    it('makes one thing of two calls with one key at the same time', async () => {
      const { store } = await fresh();
      const once = { who: person.personalNumber, key: 'k', digest: 'd' };
      const made = await Promise.all([
        store.create(filed('matter_1'), [], once),
        store.create(filed('matter_2'), [], once),
      ]);
      assert.deepEqual(made.map(({ kind }) => kind).sort(), ['created', 'repeated']);
      const invited = await Promise.all([
        store.create(contact('matter_3', {}), [], { ...once, key: 'c' }),
        store.create(contact('matter_4', {}), [], { ...once, key: 'c' }),
      ]);
      assert.deepEqual(invited.map(({ kind }) => kind).sort(), ['created', 'repeated']);
    });

    it('saves steps together, and nothing of them where someone was first', async () => {
      const { store } = await fresh();
      const first = filed('matter_1');
      await store.create(first, [], undefined);
      const step = withdrawn(first.matter);
      const results = await Promise.all([store.save([step], 1), store.save([step], 1)]);
      assert.deepEqual(results.toSorted(), ['raced', 'saved']);
      assert.equal((await store.history('matter_1', page)).total, 2);
    });

    it('makes a matter that a step brings about in the same transaction', async () => {
      const { store } = await fresh();
      const first = filed('matter_1');
      await store.create(first, [], undefined);
      const invited = contact('matter_2', { holder: person });
      await store.save([withdrawn(first.matter)], 1, [invited, active(invited)]);
      assert.equal((await store.find('matter_2'))?.state, 'active');
      assert.equal((await store.history('matter_2', page)).total, 2);
      const late = contact('matter_3', { holder: person });
      assert.equal(await store.save([withdrawn(first.matter)], 1, [late]), 'raced');
      assert.equal(await store.find('matter_3'), undefined);
    });

    it('refuses to change or remove an entry of the history', async () => {
      const { store, db } = await fresh();
      await store.create(filed('matter_1'), [], undefined);
      await assert.rejects(db.updateTable('history').set({ reason: 'annat' }).execute(), /append only/);
      await assert.rejects(db.deleteFrom('history').execute(), /append only/);
      assert.equal((await store.history('matter_1', page)).total, 1);
    });
  });

  describe('onboarding store: persons', () => {
    it('lists matters by person, organisation and state, newest first', async () => {
      const { store } = await fresh();
      await store.create(filed('matter_1'), [], undefined);
      await store.create(filed('matter_2', '2120000829'), [], undefined);
      const kinds = ['organisation', 'contact'] as const;
      const mine = await store.list({ kinds, personalNumber: person.personalNumber }, page);
      assert.deepEqual(
        mine.items.map(({ id }) => id),
        ['matter_2', 'matter_1'],
      );
      assert.equal((await store.list({ kinds, personalNumber: other.personalNumber }, page)).total, 0);
      assert.equal((await store.list({ kinds, organisationNumber: '2120000829' }, page)).total, 1);
      const states = [{ kind: 'organisation', state: 'signed' }] as const;
      assert.equal((await store.list({ kinds, states }, page)).total, 0);
      assert.deepEqual((await store.list({ kinds }, { offset: 1, limit: 1 })).items[0]?.id, 'matter_1');
    });

    it('knows in which roles a person is an active contact, and how many administrators there are', async () => {
      const { store } = await fresh();
      const one = contact('matter_1', { holder: person });
      const two = contact('matter_2', { holder: other });
      await store.create(one, [active(one)], undefined);
      await store.create(two, [], undefined);
      assert.deepEqual(await store.contactRoles('2120003005', person.personalNumber), ['administrative']);
      assert.deepEqual(await store.contactRoles('2120000829', person.personalNumber), []);
      assert.deepEqual(await store.contactRoles('2120003005', other.personalNumber), [], 'not active yet');
      assert.equal(await store.otherAdministrators('2120003005', 'matter_1'), 0);
      assert.equal(await store.save([active(two)], 1), 'saved');
      assert.equal(await store.otherAdministrators('2120003005', 'matter_1'), 1);
      assert.deepEqual(await store.organisationsOf(other.personalNumber, page), {
        items: [{ organisationNumber: '2120003005', roles: ['administrative'] }],
        total: 1,
      });
    });

    it('keeps an administrative contact when two remove each other at once', async () => {
      const { store } = await fresh();
      const both = [contact('matter_1', { holder: person }), contact('matter_2', { holder: other })];
      for (const one of both) await store.create(one, [active(one)], undefined);
      const removals = both.map((one) => {
        const step = { step: 'remove', roles: ['self'], actor, reason: 'slutar', at: 4 } as const;
        const taken = advance(active(one).matter, step);
        if (taken.kind !== 'moved') throw new Error(taken.kind);
        return store.save([taken.moved], 2);
      });
      assert.deepEqual((await Promise.all(removals)).toSorted(), ['raced', 'saved']);
    });

    it('finds a matter by its secret until the secret is gone', async () => {
      const { store } = await fresh();
      const invited = contact('matter_1', { invitation: { hash: 'h', expiresAt: 9 } });
      await store.create(invited, [], undefined);
      assert.equal((await store.findBySecret('h'))?.id, 'matter_1');
      const { invitation: _, ...data } = invited.matter.data;
      const taken = active({ ...invited, matter: { ...invited.matter, data } });
      await store.save([taken], 1);
      assert.equal(await store.findBySecret('h'), undefined);
    });

    it('holds each case handler once', async () => {
      const { store } = await fresh();
      const handler = { ...person, id: 'handler_1', addedAt: 1_763_800_000_000 };
      assert.equal(await store.addCaseHandler(handler), true);
      assert.equal(await store.addCaseHandler({ ...handler, id: 'handler_2' }), false);
      assert.equal(await store.isCaseHandler(person.personalNumber), true);
      assert.deepEqual(await store.caseHandlers(page), { items: [handler], total: 1 });
      assert.equal(await store.removeCaseHandler('handler_1'), true);
      assert.equal(await store.removeCaseHandler('handler_1'), false);
      assert.equal(await store.isCaseHandler(person.personalNumber), false);
    });
  });
}
