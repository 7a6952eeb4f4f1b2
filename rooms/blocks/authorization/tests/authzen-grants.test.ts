import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { type DecisionHub, runDecisions } from './authzen-hub.ts';

const mark = 'https://märke.example/vasentlig';
const organisation = { type: 'organisation', id: '2120000829' };
const system = { type: 'system', id: '2120000829/verksamhet' };
const service = { type: 'service', id: '2021000225/arende' };
const asked = {
  subject: system,
  action: { name: 'GET', properties: { path: '/arenden/17' } },
  resource: service,
  context: { purpose: 'handläggning', legal_basis: 'lag (2008:962)' },
};

/** The answer's decision, and the id of its reason. */
async function outcome(pdp: DecisionHub, change: object = {}): Promise<readonly [boolean, string]> {
  const { status, json, text } = await pdp.ask('evaluation', { ...asked, ...change });
  assert.equal(status, 200, text);
  return [json.decision, json.context.id];
}

function grant(change: object = {}) {
  return {
    subject: organisation,
    resource: service,
    operations: [{ action: 'GET', path: '/arenden/{id}' }],
    purposes: ['handläggning'],
    legalBases: ['lag (2008:962)'],
    validFrom: '2026-01-01T00:00:00+01:00',
    validTo: '2026-11-22T12:10:00+01:00',
    agreement: 'Överenskommelse 17',
    ...change,
  };
}

describe('a grant to an organisation', () => {
  test('reaches its systems, and a denial names the rule that is missing', async () => {
    const clock = fixedClock();
    const pdp = await runDecisions({ clock });
    assert.deepEqual(await outcome(pdp), [false, 'missing-subject']);
    const id = await pdp.add('grants', grant());
    assert.deepEqual(await outcome(pdp), [false, 'missing-subject']);
    await pdp.add('entities', { entity: system, memberOf: [organisation] });
    assert.deepEqual(await outcome(pdp), [true, id]);
    const elsewhere = { resource: { type: 'service', id: '2021000225/annat' } };
    assert.deepEqual(await outcome(pdp, elsewhere), [false, 'missing-resource']);
    for (const path of ['/annat/17', '/arenden/17/..', '/arenden/']) {
      const action = { name: 'GET', properties: { path } };
      assert.deepEqual(await outcome(pdp, { action }), [false, 'missing-operation'], path);
    }
    assert.deepEqual(await outcome(pdp, { action: { name: 'GET' } }), [false, 'missing-operation']);
    assert.deepEqual(await outcome(pdp, { action: { ...asked.action, name: 'DELETE' } }), [
      false,
      'missing-operation',
    ]);
    assert.deepEqual(await outcome(pdp, { context: {} }), [false, 'missing-purpose']);
    const withoutBasis = { context: { purpose: 'handläggning' } };
    assert.deepEqual(await outcome(pdp, withoutBasis), [false, 'missing-legal-basis']);
    clock.set('2026-11-22T12:10:00+01:00');
    assert.deepEqual(await outcome(pdp), [false, 'missing-validity']);
    assert.deepEqual(
      await outcome(pdp, { context: { ...asked.context, time: '2026-06-01T00:00:00Z' } }),
      [false, 'missing-validity'],
      'the clock is ours',
    );
  });

  test('may be on every resource of a type, or on a parent of the resource', async () => {
    const pdp = await runDecisions();
    await pdp.add('entities', { entity: system, memberOf: [organisation] });
    const parent = { type: 'provider', id: '2021000225' };
    await pdp.add('entities', { entity: service, memberOf: [parent] });
    const byParent = await pdp.add('grants', grant({ resource: parent }));
    assert.deepEqual(await outcome(pdp), [true, byParent]);
    const elsewhere = { resource: { type: 'service', id: 'ö' } };
    assert.deepEqual(await outcome(pdp, elsewhere), [false, 'missing-resource']);
    const byType = await pdp.add('grants', grant({ resource: { type: 'service' } }));
    assert.deepEqual(await outcome(pdp, elsewhere), [true, byType]);
  });
});

describe('trust marks', () => {
  test('are asked of the registered federation entity, and only where a rule demands them', async () => {
    let marks: readonly string[] = [];
    const lookups: string[] = [];
    const trustMarksOf = async (entityId: string) => {
      lookups.push(entityId);
      return marks;
    };
    const pdp = await runDecisions({ trustMarks: { trustMarksOf } });
    await pdp.add('entities', { entity: system, memberOf: [organisation] });
    await pdp.add('entities', {
      entity: organisation,
      properties: { entityId: 'https://karlskrona.example' },
    });
    const plain = await pdp.add('grants', grant({ resource: { type: 'service', id: 'öppen' } }));
    const open = { resource: { type: 'service', id: 'öppen' } };
    assert.deepEqual(await outcome(pdp, open), [true, plain]);
    assert.deepEqual(lookups, []);

    const id = await pdp.add('grants', grant({ trustMarks: [mark] }));
    assert.deepEqual(await outcome(pdp), [false, 'missing-trust-mark']);
    marks = [mark];
    assert.deepEqual(await outcome(pdp), [true, id]);
    assert.deepEqual([...new Set(lookups)], ['https://karlskrona.example']);
    const claimed = {
      subject: { type: 'system', id: 'x', properties: { entityId: 'https://karlskrona.example' } },
    };
    assert.equal((await outcome(pdp, claimed))[0], false, 'a caller cannot claim an entity id');
  });

  test('a deny policy on an absent mark holds until the mark is there', async () => {
    let marks: readonly string[] = [];
    const pdp = await runDecisions({ trustMarks: { trustMarksOf: async () => marks } });
    await pdp.add('entities', { entity: system, properties: { entityId: 'https://a.example' } });
    const id = await pdp.add('grants', grant({ subject: system }));
    await pdp.add('policy-sets', {
      name: 'krav',
      policies: [{ id: 'vasentlig', effect: 'deny', conditions: [{ trustMark: mark, negated: true }] }],
    });
    assert.deepEqual(await outcome(pdp), [false, 'krav/vasentlig']);
    marks = [mark];
    assert.deepEqual(await outcome(pdp), [true, id]);
  });
});

describe('on behalf of another', () => {
  const principal = { type: 'person', id: '191212121212' };
  const context = { ...asked.context, on_behalf_of: principal };

  test('nobody may, where nobody keeps mandates', async () => {
    const pdp = await runDecisions();
    await pdp.add('grants', grant({ subject: principal }));
    await pdp.add('grants', grant({ subject: system }));
    assert.deepEqual(await outcome(pdp, { context }), [false, 'missing-mandate']);
  });

  test('takes a mandate that covers it, and that the other is permitted', async () => {
    const mandate = { id: 'mandate_1', grantor: principal, holder: system, actions: ['GET'] };
    const asks: string[] = [];
    const mandatesBetween = async (grantor: { id: string }, holder: { id: string }) => {
      asks.push(`${grantor.id} → ${holder.id}`);
      return [mandate];
    };
    const pdp = await runDecisions({ mandates: { mandatesBetween } });
    assert.deepEqual(await outcome(pdp, { context }), [false, 'missing-subject']);
    const id = await pdp.add('grants', grant({ subject: principal }));
    assert.deepEqual(await outcome(pdp, { context }), [true, id]);
    assert.equal((await outcome(pdp))[0], false, 'for itself it still may not');
    const action = { ...asked.action, name: 'DELETE' };
    assert.deepEqual(await outcome(pdp, { context, action }), [false, 'missing-mandate']);
    const stranger = { type: 'system', id: 'främmande' };
    assert.deepEqual(await outcome(pdp, { context, subject: stranger }), [false, 'missing-mandate']);
    assert.deepEqual(
      [...new Set(asks)],
      ['191212121212 → 2120000829/verksamhet', '191212121212 → främmande'],
    );
    await pdp.add('policy-sets', {
      name: 'sparr',
      policies: [
        {
          id: 'system',
          effect: 'deny',
          conditions: [{ attribute: 'subject.id', operator: 'equals', value: system.id }],
        },
      ],
    });
    assert.deepEqual(await outcome(pdp, { context }), [false, 'sparr/system'], 'a denial of either counts');
  });
});

describe('roles', () => {
  test('reach over groups and inclusion, and as far as they were given', async () => {
    const pdp = await runDecisions();
    const group = { type: 'group', id: 'handläggare på socialtjänsten' };
    const matter = { type: 'ärende', id: 'ä-17' };
    await pdp.add('roles', { name: 'läsare', permissions: [{ resourceType: 'ärende', actions: ['läsa'] }] });
    const permissions = [{ resourceType: 'ärende', actions: ['ändra'] }];
    await pdp.add('roles', { name: 'handläggare', includes: ['läsare'], permissions });
    await pdp.add('entities', { entity: group, roles: [{ role: 'handläggare', resource: matter }] });
    await pdp.add('entities', { entity: { type: 'user', id: 'åsa' }, memberOf: [group] });
    const may = async (name: string, id = matter.id, user = 'åsa') =>
      outcome(pdp, {
        subject: { type: 'user', id: user },
        action: { name },
        resource: { type: 'ärende', id },
      });
    assert.deepEqual(await may('läsa'), [true, 'läsare']);
    assert.deepEqual(await may('ändra'), [true, 'handläggare']);
    assert.deepEqual(await may('radera'), [false, 'missing-permission']);
    assert.equal((await may('läsa', 'ä-18'))[0], false);
    assert.equal((await may('läsa', matter.id, 'örjan'))[0], false);
  });
});
