import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvLine, withoutGuard } from './csv-cell.ts';
import { CsvReader, type CsvRecord } from './csv-reader.ts';

function read(...pieces: string[]): readonly CsvRecord[] {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

function cellsOf(...pieces: string[]): readonly unknown[] {
  return read(...pieces).map((record) => ('cells' in record ? record.cells : record.fault));
}

test('the separator is the one that the first line has first', () => {
  assert.deepEqual(cellsOf('a;b,c\nå,ä;ö'), [
    ['a', 'b,c'],
    ['å,ä', 'ö'],
  ]);
  assert.deepEqual(cellsOf('a,b;c\r\nå;ä,ö\r\n'), [
    ['a', 'b;c'],
    ['å;ä', 'ö'],
  ]);
});

test('a byte order mark before the first cell is no part of it, and anywhere else it is', () => {
  assert.deepEqual(cellsOf('\uFEFFmall;namn\n\uFEFFx;y'), [
    ['mall', 'namn'],
    ['\uFEFFx', 'y'],
  ]);
  assert.deepEqual(cellsOf('', '\uFEFFmall;namn'), [['mall', 'namn']]);
});

test('quotes hold separators, line breaks and doubled quotes', () => {
  assert.deepEqual(cellsOf('"a;b";"två\r\nrader";"sa ""hej"""\n'), [['a;b', 'två\r\nrader', 'sa "hej"']]);
});

test('a quote inside a plain cell stands for itself', () => {
  assert.deepEqual(cellsOf('24" skärm;x'), [['24" skärm', 'x']]);
});

test('each record tells the line where it begins, past empty lines and lines inside quotes', () => {
  const lines = read('a;b\n\n\r\n"x\ny";z\nc;d').map(({ line }) => line);
  assert.deepEqual(lines, [1, 4, 6]);
});

test('a fault names its line and does not take the next one with it', () => {
  assert.deepEqual(read('a;b\n"x"y;z\nc;d\n"öppen;å\n'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, fault: 'stray-quote' },
    { line: 3, cells: ['c', 'd'] },
    { line: 4, fault: 'open-quote' },
  ]);
});

test('a record that is too long is a fault, and the memory it would take is not taken', () => {
  const long = 'å'.repeat(70_000);
  assert.deepEqual(read(`a;b\n${long};x\nc;d`), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, fault: 'row-too-long' },
    { line: 3, cells: ['c', 'd'] },
  ]);
});

const cell = fc.string({ unit: fc.constantFrom(...'aåÄö";,\r\n\t \'=+-@＝1') });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

test('whatever was written is read back, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(table, fc.constantFrom(';', ','), fc.nat(), (rows, separator, cut) => {
      const text =
        csvLine(['a', 'b'], separator as ';') + rows.map((row) => csvLine(row, separator as ';')).join('');
      const at = cut % text.length;
      const cells = cellsOf(text.slice(0, at), text.slice(at)).slice(1);
      assert.deepEqual(
        cells.map((row) => (row as string[]).map(withoutGuard)),
        rows,
      );
    }),
  );
});

test('no cell that is written begins like a formula', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const written = csvLine([text, 'x']);
      assert.doesNotMatch(written, /^"?[=+\-@＝＋－＠\t\r\n]/u);
    }),
  );
  assert.equal(csvLine(['=HYPERLINK("https://ond.example")']), `"'=HYPERLINK(""https://ond.example"")"\r\n`);
});

test('any text is read to its end without a record lost in silence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const filled = text
        .replace(/^\uFEFF/, '')
        .split(/\r\n|\r|\n/)
        .filter((line) => line !== '');
      const records = read(text);
      assert.ok(records.length <= filled.length);
      assert.equal(records.length === 0, filled.length === 0);
    }),
  );
});
