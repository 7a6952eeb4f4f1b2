import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { decodeBase64, encodeBase64, isBase64 } from './base64.ts';

it('base64 agrees with Node for every byte string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = encodeBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64'));
      assert.deepEqual(decodeBase64(text), bytes);
    }),
  );
});

it('base64 has one text for each byte string: what decodes is what encoding writes', () => {
  const text = fc.string({ unit: fc.constantFrom(...'AQgw+/=-_ \nå'), maxLength: 12 });
  fc.assert(
    fc.property(text, (candidate) => {
      const bytes = decodeBase64(candidate);
      if (bytes !== undefined) assert.equal(encodeBase64(bytes), candidate);
      assert.equal(isBase64(candidate), bytes !== undefined);
    }),
    { numRuns: 5000 },
  );
});
