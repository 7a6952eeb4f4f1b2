import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { Type } from 'typebox';
import { silentLogger } from '../log/logger.ts';
import { createInProcessBus } from './in-process.ts';

const made = { name: 'toy.thing.made', schema: Type.Object({}), summary: 'A thing was made' };
const bus = () => createInProcessBus([made], { clock: fixedClock(), log: silentLogger });

test('a receiver gets events after the publisher’s turn, in order, with id and time', async () => {
  const one = bus();
  const got: unknown[] = [];
  one.subscribe(made.name, (event) => void got.push([event.name, event.time, event.data]));
  one.publish(made.name, { n: 1 });
  one.publish(made.name, { n: 2 });
  assert.deepEqual(got, []);
  await one.idle();
  const time = '2026-11-22T11:00:00.000Z';
  assert.deepEqual(got, [
    [made.name, time, { n: 1 }],
    [made.name, time, { n: 2 }],
  ]);
});

test('a receiver that fails holds up no other', async () => {
  const one = bus();
  const got: unknown[] = [];
  one.subscribe(made.name, () => Promise.reject(new Error('trasig')));
  one.subscribe(made.name, (event) => void got.push(event.data));
  one.publish(made.name, 'å');
  await one.idle();
  assert.deepEqual(got, ['å']);
});

test('an event that no catalogue has is a bug, told at once', () => {
  assert.throws(() => bus().publish('toy.thing.unmade', {}), /in no room's catalogue/);
  assert.throws(() => bus().subscribe('toy.thing.unmade', () => {}), /in no room's catalogue/);
});
