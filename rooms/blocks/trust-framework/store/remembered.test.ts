import assert from 'node:assert/strict';
import { it } from 'node:test';
import { remembered } from './remembered.ts';

function source() {
  const rows = new Map([['å', { name: 'Åre', revision: 1 }]]);
  let finds = 0;
  const find = remembered(
    async (id) => rows.get(id)?.revision,
    async (id) => {
      finds += 1;
      return rows.get(id);
    },
    2,
  );
  return { rows, find, finds: () => finds };
}

it('reads a row once for each revision', async () => {
  const { rows, find, finds } = source();
  assert.deepEqual(await find('å'), { name: 'Åre', revision: 1 });
  await find('å');
  assert.equal(finds(), 1);
  rows.set('å', { name: 'Öckerö', revision: 2 });
  assert.equal((await find('å'))?.name, 'Öckerö');
  assert.equal(finds(), 2);
});

it('knows at once that a row is gone, and does not bring it back', async () => {
  const { rows, find, finds } = source();
  await find('å');
  rows.delete('å');
  assert.equal(await find('å'), undefined);
  rows.set('å', { name: 'Ånge', revision: 1 });
  assert.equal((await find('å'))?.name, 'Ånge');
  assert.equal(finds(), 2);
});

it('forgets the oldest when there are too many', async () => {
  const { rows, find, finds } = source();
  for (const id of ['ä', 'ö']) rows.set(id, { name: id, revision: 1 });
  for (const id of ['å', 'ä', 'ö', 'ö']) await find(id);
  assert.equal(finds(), 3);
  await find('å');
  assert.equal(finds(), 4);
});
