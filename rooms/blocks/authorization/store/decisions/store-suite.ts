import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Grant, RegisteredEntity } from '../../domain/decision/rules.ts';
import type { DecisionStore, NewRule, RuleEdit } from './store.ts';

const grant: Grant = {
  subject: { type: 'organisation', id: '2120000829' },
  resource: { type: 'service', id: '2021000225/ärende' },
  operations: [{ action: 'läsa' }],
  validFrom: 0,
  agreement: 'Överenskommelse 17',
};

const person: RegisteredEntity = {
  type: 'user',
  id: 'åsa',
  properties: { department: 'Växjö' },
  memberOf: [],
  roles: [],
  relations: [],
};

let ids = 0;
function rule(change: Partial<NewRule> = {}): NewRule {
  ids += 1;
  const id = `grant_${String(ids).padStart(6, '0')}`;
  return {
    id,
    kind: 'grant',
    key: id,
    value: grant,
    at: 1_000,
    by: 'client:å',
    request: undefined,
    ...change,
  };
}

function edit({ id, kind }: NewRule, version: number): RuleEdit {
  return { id, kind, version, at: 2_000, by: 'operator' };
}

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function decisionStoreSuite(fresh: () => Promise<DecisionStore>): void {
  describe('decision store: rules', () => {
    it('gives back what it was given, by id, by key and in a list', async () => {
      const store = await fresh();
      const made = rule({ key: 'nyckel' });
      assert.equal((await store.add(made)).kind, 'added');
      const kept = await store.find('grant', made.id);
      assert.deepEqual(kept?.value, grant);
      assert.deepEqual([kept?.version, kept?.changedAt, kept?.changedBy], [1, 1_000, 'client:å']);
      assert.equal((await store.findByKey('grant', 'nyckel'))?.id, made.id);
      assert.equal(await store.find('role', made.id), undefined);
      assert.deepEqual(
        (await store.list('grant', 0, 10)).rules.map(({ id }) => id),
        [made.id],
      );
    });

    it('lets one live rule of a kind have a key', async () => {
      const store = await fresh();
      const first = rule({ key: 'samma' });
      await store.add(first);
      assert.equal((await store.add(rule({ key: 'samma' }))).kind, 'taken');
      assert.equal((await store.add(rule({ key: 'samma', kind: 'entity', value: person }))).kind, 'added');
      assert.equal(await store.remove(edit(first, 1)), 'removed');
      assert.equal((await store.add(rule({ key: 'samma' }))).kind, 'added');
    });

    it('adds once for one idempotency key, and refuses the key with another request', async () => {
      const store = await fresh();
      const request = { key: 'k1', hash: 'h1' };
      const made = rule({ request });
      await store.add(made);
      const again = await store.add(rule({ request }));
      assert.ok(again.kind === 'repeated');
      assert.equal(again.rule.id, made.id);
      assert.equal((await store.add(rule({ request: { key: 'k1', hash: 'h2' } }))).kind, 'key-reused');
      assert.equal((await store.add(rule({ request, by: 'client:b' }))).kind, 'added');
      assert.equal((await store.list('grant', 0, 10)).total, 2);
    });

    it('adds once also where the same request comes several times at once', async () => {
      const store = await fresh();
      const request = { key: 'k1', hash: 'h1' };
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => store.add(rule({ request }))));
      assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), [
        'added',
        'repeated',
        'repeated',
        'repeated',
        'repeated',
      ]);
      const named = Array.from({ length: 4 }, () => store.add(rule({ key: 'samma' })));
      const kinds = (await Promise.all(named)).map(({ kind }) => kind).sort();
      assert.deepEqual(kinds, ['added', 'taken', 'taken', 'taken']);
    });

    it('replaces and removes only the version that the writer has seen', async () => {
      const store = await fresh();
      const made = rule();
      await store.add(made);
      const changed = await store.replace(edit(made, 1), { ...grant, agreement: 'Överenskommelse 18' });
      assert.ok(changed.kind === 'replaced');
      assert.deepEqual([changed.rule.version, changed.rule.changedBy], [2, 'operator']);
      assert.equal((await store.replace(edit(made, 1), grant)).kind, 'changed-meanwhile');
      assert.equal(await store.remove(edit(made, 1)), 'changed-meanwhile');
      assert.equal(await store.remove(edit(made, 2)), 'removed');
      assert.equal(await store.remove(edit(made, 3)), 'unknown');
      assert.equal((await store.replace(edit(made, 3), grant)).kind, 'unknown');
      assert.equal(await store.find('grant', made.id), undefined);
    });
  });

  describe('decision store: changes', () => {
    it('tells each change after a revision once, in order, removals too', async () => {
      const store = await fresh();
      const [first, second] = [rule(), rule()];
      await store.add(first);
      await store.add(second);
      const before = await store.changesAfter(0, 10);
      assert.deepEqual(
        before.map(({ id }) => id),
        [first.id, second.id],
      );
      const seen = before.at(-1)?.revision ?? 0;
      assert.deepEqual(await store.changesAfter(seen, 10), []);
      await store.remove(edit(first, 1));
      const after = await store.changesAfter(seen, 10);
      assert.deepEqual(
        after.map(({ id, value }) => [id, value]),
        [[first.id, undefined]],
      );
      assert.equal((await store.changesAfter(0, 1)).length, 1);
    });

    it('gives simultaneous writers revisions of their own', async () => {
      const store = await fresh();
      await Promise.all(Array.from({ length: 8 }, () => store.add(rule())));
      const revisions = (await store.changesAfter(0, 10)).map(({ revision }) => revision);
      assert.equal(new Set(revisions).size, 8);
      assert.deepEqual(
        revisions,
        [...revisions].sort((a, b) => a - b),
      );
    });

    it('shows every change to whoever reads on from the last revision seen, while others write', async () => {
      const store = await fresh();
      const rules = Array.from({ length: 40 }, () => rule());
      const seen = new Set<string>();
      let last = 0;
      const read = async () => {
        const changes = await store.changesAfter(last, 1_000);
        for (const { id, revision } of changes) {
          assert.ok(revision > last, 'in order');
          last = revision;
          seen.add(id);
        }
      };
      let writing = true;
      const reading = (async () => {
        while (writing) await read();
      })();
      await Promise.all(rules.map((one) => store.add(one)));
      writing = false;
      await reading;
      await read();
      assert.equal(seen.size, rules.length);
    });

    it('keeps every version of a rule, and of an entity only that it changed', async () => {
      const store = await fresh();
      const made = rule();
      await store.add(made);
      await store.replace(edit(made, 1), { ...grant, agreement: 'Överenskommelse 18' });
      await store.remove(edit(made, 2));
      const { versions, total } = await store.versions('grant', made.id, 0, 10);
      assert.equal(total, 3);
      assert.deepEqual(
        versions.map(({ version, change }) => [version, change]),
        [
          [3, 'removed'],
          [2, 'replaced'],
          [1, 'made'],
        ],
      );
      assert.deepEqual(versions.at(-1)?.value, grant);
      const entity = rule({ kind: 'entity', value: person });
      await store.add(entity);
      assert.equal((await store.versions('entity', entity.id, 0, 10)).versions[0]?.value, undefined);
      assert.equal((await store.versions('role', made.id, 0, 10)).total, 0);
    });
  });
}
