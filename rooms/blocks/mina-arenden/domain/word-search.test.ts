import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wordSearch } from './word-search.ts';

const finds = (text: string, ...texts: readonly string[]) => wordSearch(text)?.(texts);

test('every word begins a word somewhere, whatever its case, its place and its accents', () => {
  assert.equal(finds('BYGG ansök', 'Din Ansökan', 'om <b>bygglov</b>'), true);
  assert.equal(finds('bygg skola', 'Din ansökan om bygglov'), false);
  assert.equal(finds('lov', 'bygglov'), false);
  assert.equal(finds('idé café', 'IDE\u0301 på Cafe'), true);
  assert.equal(finds('BYGG-2026-001', 'Diarienummer BYGG-2026-00123'), true);
  assert.equal(finds('ÅRE', 'a\u030aret i Åre'), true);
});

test('å ä ö are letters of their own', () => {
  for (const [asked, held] of [
    ['ansok', 'Ansökan'],
    ['ar', 'år'],
    ['är', 'ar'],
    ['öl', 'ol'],
  ] as const)
    assert.equal(finds(asked, held), false, asked);
});

test('a text without a word asks for nothing', () => {
  for (const text of ['', ' ', '-–*%_', '🏡']) assert.equal(wordSearch(text), undefined);
});

test('a text is found by itself, and nothing that is written breaks the search', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ maxLength: 20 }),
      (text, other) => {
        const found = wordSearch(text)?.([other, text]);
        assert.notEqual(found, false);
      },
    ),
  );
});
