import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { agda, company, mandate, person, saving, wilma } from '../store/tests/samples.ts';
import { mandatesForDecisions } from './mandates-for-decisions.ts';

const örjan = person('198301062397', 'Exempelsson', 'Örjan');
const grantor = { type: 'person', id: agda.id };

test('a permission is an action of its relying party’s, and what is limited or over is none', async () => {
  const { store } = await freshStore(openTestDatabase());
  const permissions = [{ code: 'läsa', title: 'Läsa' }];
  const elsewhere = { id: '2120002411', name: 'Sundsvalls kommun' };
  await store.save(
    saving(
      mandate(1),
      mandate(2, { permissions, relyingParty: elsewhere }),
      mandate(3, { permissions, limits: [{ kind: 'property', value: 'ÅSEN 1:2' }] }),
      mandate(4, { permissions, validTo: '2026-11-21' }),
      mandate(5, { permissions, grantor: wilma }),
    ),
  );
  const source = mandatesForDecisions(store, fixedClock());
  const found = await source.mandatesBetween(grantor, { type: 'organisation', id: company.id });
  assert.deepEqual(
    found.map(({ actions }) => actions).toSorted(),
    [['2120000829/bygglov:söka', '2120000829/bygglov:läsa'], ['2120002411/läsa']].toSorted(),
  );
  for (const holder of [
    { type: 'person', id: örjan.id },
    { type: 'system', id: company.id },
    { type: 'person', id: 'Åsa' },
  ])
    assert.deepEqual(await source.mandatesBetween(grantor, holder), []);
});
