import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestPostgres } from '@ena/testkit/database.ts';
import { event, startRoom } from './running-room.ts';

const opened = openTestPostgres();

test('of loads of the same events at the same moment one stands whole, and the others may be sent again', async () => {
  const room = await startRoom(await opened);
  const batch = (title: string) => Array.from({ length: 500 }, (_, i) => event(`${i}`, { rubrik: title }));
  const titles = ['å', 'ä', 'ö', 'a', 'b', 'c'];
  const answers = await Promise.all(titles.map((title) => room.load(batch(title))));
  const raced = answers.filter(({ status }) => status === 409);
  assert.ok(raced.length > 0 && raced.length < titles.length, `${raced.length} raced`);
  assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  assert.equal(raced[0]?.json.type, 'urn:ena:problem:mina-arenden:load-raced');
  assert.equal((await room.load(batch('igen'))).json.ersatta, 500);
});
