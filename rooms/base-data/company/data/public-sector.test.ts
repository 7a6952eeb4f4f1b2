import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { publicSector } from './public-sector.ts';

const byForm = (form: string) => publicSector.filter((row) => row[2] === form);

test('holds 290 municipalities, the 20 regions beside Gotland and the authorities of Ena', () => {
  assert.equal(byForm('82').length, 290);
  assert.equal(byForm('84').length, 20);
  assert.ok(byForm('81').length >= 29);
});

test('every number has its check digit and stands once', () => {
  assert.deepEqual(
    publicSector.filter(([number]) => !isOrganisationNumber(number)),
    [],
  );
  assert.equal(new Set(publicSector.map(([number]) => number)).size, publicSector.length);
});

test('numbers of municipalities are read from published data, those of regions and authorities are marked unverified', () => {
  assert.ok(byForm('82').every((row) => row[5] === 'confirmed' && row[0].startsWith('2120')));
  assert.ok([...byForm('84'), ...byForm('81')].every((row) => row[5] === 'unverified'));
});

test('names keep their å, ä and ö, and each stands once', () => {
  assert.equal(new Set(publicSector.map((row) => row[1])).size, publicSector.length);
  for (const name of [
    'Åre kommun',
    'Älmhults kommun',
    'Örnsköldsviks kommun',
    'Region Jämtland Härjedalen',
  ]) {
    assert.ok(
      publicSector.some((row) => row[1] === name),
      name,
    );
  }
});

test('Region Gotland is one row, with its number as a municipality', () => {
  assert.deepEqual(
    publicSector.filter((row) => row[1].includes('Gotland')).map((row) => row.slice(0, 5)),
    [['2120000803', 'Region Gotland', '82', '09', 'Visby']],
  );
});

test('a seat is left out where the name of the municipality does not prove it', () => {
  const seat = (name: string) => publicSector.find((row) => row[1] === name)?.[4];
  assert.equal(seat('Karlskrona kommun'), 'Karlskrona');
  assert.equal(seat('Falu kommun'), 'Falun');
  for (const name of ['Sigtuna kommun', 'Härryda kommun', 'Region Skåne', 'Bolagsverket'])
    assert.equal(seat(name), null, name);
});
