import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { texts as mapTexts } from '../pages/map/texts.ts';
import { languages } from '../texts/language.ts';
import { texts } from '../texts/texts.ts';
import { texts as verifyTexts } from '../verify/texts.ts';

/** `shell.title: string`, for each leaf of a catalogue. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`));
}

const catalogues = { pages: texts, map: mapTexts, verify: verifyTexts };

for (const [name, catalogue] of Object.entries(catalogues)) {
  describe(`the catalogue of the ${name}`, () => {
    it('has the same keys in both languages', () => {
      assert.deepEqual(leaves(catalogue.en).toSorted(), leaves(catalogue.sv).toSorted());
    });

    it('has no empty sentence', () => {
      for (const language of languages) {
        const strings = JSON.stringify(catalogue[language]).match(/"":|:""/);
        assert.equal(strings, null);
      }
    });
  });
}

describe('plain language', () => {
  it('sentences of the pages have at most thirty words', () => {
    for (const language of languages) {
      const sentences = JSON.stringify(texts[language])
        .replaceAll(/"[^"]*":/g, '')
        .split(/[.!?:"]/);
      for (const sentence of sentences) {
        assert.ok(sentence.trim().split(/\s+/).length <= 30, sentence);
      }
    }
  });
});
