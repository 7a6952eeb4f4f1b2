import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hour } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { forgetNamings, mostPersons, namingAllowance } from './naming-allowance.ts';

test('each asker has as many names an hour, whichever process she asks, and what was refused costs nothing', async () => {
  const clock = fixedClock();
  const { store, db } = await freshStore(openTestDatabase());
  const [one, other] = [namingAllowance(store, clock), namingAllowance(store, clock)];
  assert.equal(await one.take('å', mostPersons + 1), false);
  assert.equal(await one.take('å', mostPersons - 1), true);
  assert.equal(await other.take('å', 2), false);
  assert.equal(await other.take('å', 1), true);
  assert.equal(await one.take('å', 0), true, 'an organisation’s name is anyone’s');
  assert.equal(await one.take('ö', 1), true);
  clock.advance(hour - 1);
  assert.equal(await one.take('å', 1), false);
  clock.advance(1);
  assert.equal(await other.take('å', mostPersons), true);
  await forgetNamings({ store, clock });
  assert.deepEqual(await db.selectFrom('naming').select('asker').execute(), [{ asker: 'å' }]);
});
