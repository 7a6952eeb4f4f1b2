import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { producersToAsk } from './exploration.ts';

test('all the named are asked, each once, and nobody that is neither named nor another', () => {
  const names = fc.array(fc.constantFrom<string>('å', 'ä', 'ö', 'a', 'b'));
  fc.assert(
    fc.property(names, names, fc.double({ min: 0, max: 1, noNaN: true }), (named, others, rate) => {
      const asked = producersToAsk(named, others, rate, () => 0.5);
      assert.equal(new Set(asked).size, asked.length);
      for (const one of named) assert.ok(asked.includes(one));
      for (const one of asked) assert.ok(named.includes(one) || others.includes(one));
    }),
  );
});

test('of the others none is drawn at rate 0, all at rate 1, and a part between', () => {
  const others = Array.from({ length: 1000 }, (_, i) => String(i));
  let turn = 0;
  const draw = () => (turn++ % 1000) / 1000;
  assert.deepEqual(producersToAsk(['x'], others, 0, draw), ['x']);
  assert.equal(producersToAsk([], others, 1, draw).length, 1000);
  assert.equal(producersToAsk([], others, 0.02, draw).length, 20);
});
