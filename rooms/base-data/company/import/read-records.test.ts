import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import fc from 'fast-check';
import type { BulkRecord } from '../domain/bulk-record.ts';
import { readRecords } from './read-records.ts';

const form = { encoding: 'utf8', fields: 'quoted', columns: 2 } as const;

async function read(bytes: Buffer, from = { byte: 0, line: 1 }): Promise<readonly BulkRecord[]> {
  using folder = temporaryFolder();
  const path = join(folder.path, 'file');
  writeFileSync(path, bytes);
  const all: BulkRecord[] = [];
  for await (const records of readRecords(path, form, from)) all.push(...records);
  return all;
}

const faults = (records: readonly BulkRecord[]) => records.map(({ line, fault }) => [line, fault ?? 'good']);

test('a record knows where the next one begins, so that reading can go on there', async () => {
  const text = '"a";"ä"\r\n"b";"x\ny"\n"c";"ö"';
  const all = await read(Buffer.from(text));
  assert.deepEqual(
    all.map(({ fields }) => fields),
    [
      ['a', 'ä'],
      ['b', 'x\ny'],
      ['c', 'ö'],
    ],
  );
  for (const [i, record] of all.entries()) {
    const rest = await read(Buffer.from(text), { byte: record.nextByte, line: record.nextLine });
    assert.deepEqual(rest, all.slice(i + 1));
  }
});

test('a quote that never closes costs its own row, not the next', async () => {
  assert.deepEqual(faults(await read(Buffer.from('"a";"open\n"b";"good"\n"c";"good"\n'))), [
    [1, 'a quote is opened and never closed'],
    [2, 'good'],
    [3, 'good'],
  ]);
});

test('bytes that are not UTF-8 cost their own line', async () => {
  const bytes = Buffer.concat([
    Buffer.from('"a";"1"\n"b";"'),
    Buffer.from([0xe5, 0xe4]),
    Buffer.from('"\n"c";"å"\n'),
  ]);
  assert.deepEqual(faults(await read(bytes)), [
    [1, 'good'],
    [2, 'the line is not valid UTF-8'],
    [3, 'good'],
  ]);
});

test('a line beyond every measure is refused without being kept, and the next is read', async () => {
  const bytes = Buffer.concat([
    Buffer.from('"a";"1"\n'),
    Buffer.alloc(20 * 1024 * 1024, 'x'),
    Buffer.from('\n"c";"å"\n'),
  ]);
  const all = await read(bytes);
  assert.deepEqual(faults(all), [
    [1, 'good'],
    [2, 'the line is longer than 8388608 bytes'],
    [3, 'good'],
  ]);
  assert.equal(all.at(-1)?.nextByte, bytes.length);
});

test('records that lie across the pieces in which a file is read come out whole', async () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => `"${i}";"Åäö ${'x'.repeat(i % 90)}"`);
  const all = await read(Buffer.from(`${rows.join('\n')}\n`));
  assert.equal(all.length, rows.length);
  assert.ok(all.every(({ fields, line }, i) => fields?.[0] === String(i) && line === i + 1));
});

test('rubbish never breaks the reader, and every line of it is either a record or a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const all = await read(Buffer.from(bytes));
      assert.ok(all.every(({ fields, fault }) => (fields === undefined) === (fault !== undefined)));
      assert.ok(all.every(({ nextByte }) => nextByte <= bytes.length));
    }),
    { numRuns: 150 },
  );
});
