import assert from 'node:assert/strict';
import { it } from 'node:test';
import { alarm } from './alarm.ts';
import { isFork } from './inconsistency.ts';

const empty = new Uint8Array(32);
const root = (byte: number) => new Uint8Array(32).fill(byte);

it('calls two roots for one size a fork, whatever else was sent', () => {
  assert.equal(isFork({ size: 5, root: root(1) }, { size: 5, root: root(2) }, empty), true);
  assert.equal(isFork({ size: 5, root: root(1) }, { size: 5, root: root(1) }, empty), false);
});

it('does not judge heads of different sizes: that is for the proof', () => {
  assert.equal(isFork({ size: 6, root: root(1) }, { size: 5, root: root(2) }, empty), false);
  assert.equal(isFork({ size: 6, root: root(1) }, undefined, empty), false);
});

it('calls an empty tree with another root a fork', () => {
  assert.equal(isFork({ size: 0, root: root(1) }, undefined, empty), true);
  assert.equal(isFork({ size: 0, root: empty }, undefined, empty), false);
});

it('is silent while all is well, and names the worst log first', () => {
  assert.equal(alarm([]), undefined);
  const sentence = alarm([
    { origin: 'a.example/log', kind: 'unproven' },
    { origin: 'b.example/log', kind: 'fork' },
    { origin: 'b.example/log', kind: 'unproven' },
  ]);
  assert.match(
    sentence ?? '',
    /^The log b\.example\/log has shown two different histories, and 1 more like it;/,
  );
});
