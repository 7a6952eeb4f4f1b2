import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JoinedLines } from './joined-lines.ts';

test('lines wait until they have as many bytes as are written at once, and go in their order', () => {
  const written: string[] = [];
  const lines = new JoinedLines({ write: (text) => void written.push(text) }, 8);
  lines.write('ett\n');
  assert.deepEqual(written, []);
  lines.write('två\n');
  assert.deepEqual(written, ['ett\ntvå\n'], 'å is two bytes, so there are nine');
  lines.write('tre\n');
  assert.equal(written.length, 1);
});

test('what waits goes when that is asked for, and nothing goes twice', () => {
  const written: string[] = [];
  const lines = new JoinedLines({ write: (text) => void written.push(text) }, 1_000);
  lines.flush();
  lines.write('ett\n');
  lines.flush();
  lines.flush();
  assert.deepEqual(written, ['ett\n']);
});
