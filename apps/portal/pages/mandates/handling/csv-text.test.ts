import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvText } from './csv-text.ts';

const words = 'mall;fullmaktshavare;behörigheter\r\nÅsa;Örjan;äta – allt\r\n';

test('UTF-8 is read with and without its mark', () => {
  const bytes = new TextEncoder().encode(words);
  assert.deepEqual(csvText(bytes), { text: words, letters: 'utf-8' });
  assert.deepEqual(csvText(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)), { text: words, letters: 'utf-8' });
});

test('what a spreadsheet saves by habit keeps å, ä and ö, and it is said that it was guessed', () => {
  const habit = Buffer.from(words.replace('–', '\u0096'), 'latin1');
  assert.deepEqual(csvText(habit), { text: words, letters: 'guessed' });
});
