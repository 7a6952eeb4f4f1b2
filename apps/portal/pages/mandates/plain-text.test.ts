import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { oneLine, plainText } from './plain-text.ts';

/** As the API takes a line: `plainText` of its schemas. */
const taken = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;

describe('what a person wrote', () => {
  const cases = [
    ['Huset\u00ad är sålt', 'Huset är sålt'],
    ['👩\u200d🔧 flyttar', '👩🔧 flyttar'],
    ['\u202eÅsen 1:2\u202c', 'Åsen 1:2'],
    ['Rad ett\u2028rad\ttvå\u0000', 'Rad ett rad två'],
    ['  Örjan\r\n  Å  ', 'Örjan Å'],
    ['\ufeff', ''],
  ] as const;
  for (const [written, line] of cases) {
    it(`is a line without what cannot be seen: ${JSON.stringify(written)}`, () =>
      assert.equal(oneLine(written), line));
  }

  it('keeps its lines where the field has several', () => {
    assert.equal(plainText('a\u200b\r\nb\rc\u2029d\te'), 'a\r\nb\nc\nd\te');
  });

  it('is always a line that the API takes, and says the same when read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const line = oneLine(written);
        assert.match(line, taken);
        assert.equal(oneLine(line), line);
      }),
    );
  });
});
