import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnPlaces, judgeHeader } from '../domain/bulk-format.ts';
import { bolagsverketHeader } from '../tests/bulk-files.ts';
import { bolagsverketBulkfil } from './bolagsverket-bulkfil.ts';

const columns = bolagsverketHeader.split(';');
const parse = bolagsverketBulkfil.bind(columnPlaces(columns));
const plain = [
  '5560000167$ORGNR-IDORG',
  '1',
  'SE-LAND',
  'Åkeri Ö AB$FORETAGSNAMN-ORGNAM$2001-02-03',
  'AB-ORGFO',
  '',
  '',
  '',
  '',
  '',
  '',
];
const row = (changes: Readonly<Record<string, string>>) =>
  parse(plain.map((cell, i) => changes[columns[i] ?? ''] ?? cell));
const value = (changes: Readonly<Record<string, string>>) => {
  const parsed = row(changes);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error);
  return parsed.value;
};

test('the published header is known whole', () => {
  assert.deepEqual(judgeHeader(bolagsverketBulkfil, columns), {
    missingRequired: [],
    missingOptional: [],
    unknown: [],
  });
});

test('columns are found by name, in any order', () => {
  const turned = [...columns].reverse();
  const parsed = bolagsverketBulkfil.bind(columnPlaces(turned))([...plain].reverse());
  assert.deepEqual(parsed, parse(plain));
});

test('a column that is absent leaves its value absent', () => {
  const two = ['organisationsidentitet', 'organisationsnamn'];
  const parsed = bolagsverketBulkfil.bind(columnPlaces(two))(['5560000167$ORGNR-IDORG', 'Å AB']);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.form, undefined);
  assert.equal(parsed.value.nameProtectionNumber, 0);
  assert.deepEqual(parsed.value.names, [
    { name: 'Å AB', type: 'FORETAGSNAMN', registeredOn: undefined, activity: undefined },
  ]);
});

test('a full row is read', () => {
  const text = 'A$FORETAGSNAMN-ORGNAM$2001-02-03|B$SARSKILT_FORETAGSNAMN-ORGNAM$$Café & $ bar';
  assert.deepEqual(
    value({
      organisationsnamn: text,
      avregistreringsdatum: '2024-03-31',
      avregistreringsorsak: 'KKAV-AVORG',
      pagandeAvvecklingsEllerOmstruktureringsforfarande:
        '|KK-AVOMFO$2024-01-26|LI-AVOMFO$null|FRUHOR-AVSLAVOMFO$2020-01-01',
      registreringsdatum: '1999-12-31',
      verksamhetsbeskrivning: '  Frakt\u0000 av 24" skärmar ',
      postadress: 'Storgatan 1$c/o Örn$GÖTEBORG$41101$SE-LAND',
    }),
    {
      identity: { number: '5560000167', kind: 'organisation' },
      nameProtectionNumber: 1,
      country: 'SE-LAND',
      names: [
        { name: 'A', type: 'FORETAGSNAMN', registeredOn: '2001-02-03', activity: undefined },
        { name: 'B', type: 'SARSKILT_FORETAGSNAMN', registeredOn: undefined, activity: 'Café & $ bar' },
      ],
      form: 'AB',
      deregisteredOn: '2024-03-31',
      deregistrationReason: 'KKAV',
      proceedings: [
        { code: 'KK', from: '2024-01-26' },
        { code: 'LI', from: undefined },
      ],
      registeredOn: '1999-12-31',
      activity: 'Frakt av 24" skärmar',
      address: {
        street: 'Storgatan 1',
        careOf: 'c/o Örn',
        city: 'GÖTEBORG',
        postcode: '41101',
        country: 'SE-LAND',
      },
    },
  );
});

const identities: readonly [cell: string, number: string, kind: string][] = [
  ['194009272719$PERSON-IDORG', '194009272719', 'personal'],
  ['4009272719$PERSON-IDORG', '4009272719', 'personal'],
  ['197010632391$PERSON-IDORG', '197010632391', 'coordination'],
  ['194009272719$DODSBO-IDORG', '194009272719', 'estate'],
  ['3020000006$GDNUMMER-IDORG', '3020000006', 'substitute'],
  ['HRB 123$UTLJUR-IDORG', 'HRB 123', 'foreign'],
];

for (const [cell, number, kind] of identities) {
  test(`reads the identity ${cell} as ${kind}`, () => {
    assert.deepEqual(value({ organisationsidentitet: cell }).identity, { number, kind });
  });
}

test('an empty address and the word null are nothing', () => {
  const read = value({
    postadress: '$$$$SE-LAND',
    verksamhetsbeskrivning: 'null',
    organisationsform: 'null',
    organisationsnamn: '',
  });
  assert.equal(read.address, undefined);
  assert.equal(read.activity, undefined);
  assert.equal(read.form, undefined);
  assert.deepEqual(read.names, []);
});

const refused: readonly [column: string, cell: string, reason: RegExp][] = [
  ['organisationsidentitet', '', /^organisationsidentitet is not ten or twelve digits$/],
  ['organisationsidentitet', 'åäö$ORGNR-IDORG', /^organisationsidentitet is not/],
  ['organisationsidentitet', '5560000168$ORGNR-IDORG', /^organisationsidentitet has a wrong check digit$/],
  ['organisationsidentitet', '$UTLJUR-IDORG', /^organisationsidentitet is empty$/],
  ['namnskyddslopnummer', '1000', /^namnskyddslopnummer/],
  ['namnskyddslopnummer', '-1', /^namnskyddslopnummer/],
  ['registreringsdatum', '2023-02-30', /^registreringsdatum is not a date$/],
  ['avregistreringsdatum', 'snart', /^avregistreringsdatum is not a date$/],
];

for (const [column, cell, reason] of refused) {
  test(`refuses ${column} "${cell}" without repeating it`, () => {
    const parsed = row({ [column]: cell });
    assert.ok(!parsed.ok);
    assert.match(parsed.error, reason);
    assert.ok(cell === '' || !parsed.error.includes(cell));
  });
}
