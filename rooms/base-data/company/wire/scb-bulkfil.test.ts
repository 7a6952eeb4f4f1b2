import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnPlaces, judgeHeader } from '../domain/bulk-format.ts';
import { scbHeader, scbRow } from '../tests/bulk-files.ts';
import { scbBulkfil } from './scb-bulkfil.ts';

const columns = scbHeader.split('\t');
const parse = scbBulkfil.bind(columnPlaces(columns));
const read = (cells: Readonly<Record<string, string>>) =>
  parse(scbRow({ PeOrgNr: '165560000167', Namn: 'ÅKERI Ö AB', ...cells }).split('\t'));
const value = (cells: Readonly<Record<string, string>>) => {
  const parsed = read(cells);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error);
  return parsed.value;
};

test('the published header is known whole, with the TAB that closes it', () => {
  assert.deepEqual(judgeHeader(scbBulkfil, columns), {
    missingRequired: [],
    missingOptional: [],
    unknown: [],
  });
});

test('a renamed column is reported both ways', () => {
  const renamed = columns.map((column) => (column === 'Ng1' ? 'Bransch_1' : column));
  assert.deepEqual(judgeHeader(scbBulkfil, renamed), {
    missingRequired: [],
    missingOptional: ['Ng1'],
    unknown: ['Bransch_1'],
  });
});

test('a full row is read; the prefix 16 goes', () => {
  assert.deepEqual(
    value({
      Foretagsnamn: 'Firman',
      FtgStat: '1',
      Reklamsparrtyp: '2',
      JurForm: '49',
      Ng1: '49410',
      Ng2: '00000',
      Ng3: '52100',
      RegDatKtid: '20000102',
      Gatuadress: 'STORGATAN 1',
      PostNr: '41101',
      PostOrt: 'GÖTEBORG',
    }),
    {
      identity: { number: '5560000167', kind: 'organisation' },
      name: 'Firman',
      legalForm: '49',
      active: true,
      advertisingRefused: true,
      industries: ['49410', '52100'],
      enteredOn: '2000-01-02',
      address: { street: 'STORGATAN 1', careOf: undefined, postcode: '41101', city: 'GÖTEBORG' },
      verified: true,
    },
  );
});

test('flags that the file leaves out or that nobody knows are not said', () => {
  assert.equal(value({}).active, undefined);
  assert.equal(value({ FtgStat: '7' }).active, undefined);
  assert.equal(value({ FtgStat: '9' }).active, false);
  assert.equal(value({ FtgStat: '0' }).active, false);
  assert.equal(value({ Reklamsparrtyp: '1' }).advertisingRefused, false);
  assert.equal(value({ Reklamsparrtyp: '22' }).advertisingRefused, true);
  assert.equal(value({ Reklamsparrtyp: '' }).advertisingRefused, undefined);
});

for (const [cells, reason] of [
  [{ PeOrgNr: '' }, 'PeOrgNr is not ten or twelve digits'],
  [{ PeOrgNr: '165560000168' }, 'PeOrgNr has a wrong check digit'],
  [{ Namn: '' }, 'Namn is empty'],
  [{ RegDatKtid: '20001399' }, 'RegDatKtid is not a date'],
] as const) {
  test(`refuses a row: ${reason}`, () => assert.deepEqual(read(cells), { ok: false, error: reason }));
}
