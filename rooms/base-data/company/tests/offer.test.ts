import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { bolagsverketRow, scbRow, writeBolagsverketFile, writeScbFile } from './bulk-files.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

let room: RunningRoom;

before(async () => {
  room = await runRoom();
});

test('another room finds an organisation by its number, in any written form', async () => {
  for (const number of ['2120000829', '212000-0829', '162120000829']) {
    assert.deepEqual(await room.offer.findOrganisation(number), {
      kind: 'found',
      organisation: {
        number: '2120000829',
        kind: 'organisation',
        name: 'Karlskrona kommun',
        legalForm: '82',
        publicSector: true,
        deregisteredOn: undefined,
        verified: true,
        countyCode: '10',
        seat: 'Karlskrona',
      },
    });
  }
  assert.deepEqual(await room.offer.findOrganisation('5560000167'), { kind: 'unknown' });
  assert.deepEqual(await room.offer.findOrganisation('2120000828'), { kind: 'malformed' });
  assert.deepEqual(await room.offer.findOrganisation('Karlskrona'), { kind: 'malformed' });
});

test('a number that nobody has verified is told to be so', async () => {
  const outcome = await room.offer.findOrganisation('2021005489');
  assert.ok(outcome.kind === 'found');
  assert.deepEqual([outcome.organisation.name, outcome.organisation.verified], ['Bolagsverket', false]);
});

test('municipalities, regions and authorities are the public sector; an unknown number cannot be told', async () => {
  assert.equal(await room.offer.isPublicSector('2120000829'), true);
  assert.equal(await room.offer.isPublicSector('232100-0131'), true);
  assert.equal(await room.offer.isPublicSector('2021005489'), true);
  assert.equal(await room.offer.isPublicSector('5560000175'), undefined);
});

test('names are found by their beginning', async () => {
  const names = async (text: string, limit = 10) =>
    (await room.offer.findByName(text, limit)).map(({ name }) => name);
  assert.deepEqual(await names('örebro'), ['Örebro kommun']);
  assert.deepEqual(await names('REGION VÄSTER'), ['Region Västerbotten', 'Region Västernorrland']);
  assert.equal((await names('region', 1000)).length, 20);
  assert.equal((await names('region', -5)).length, 1);
});

test('both bulk files taken in, an organisation is answered from both; a person is found by number only', async () => {
  using folder = temporaryFolder();
  const registrations = writeBolagsverketFile(folder.path, [
    bolagsverketRow(),
    bolagsverketRow({
      identity: '194009272719$PERSON-IDORG',
      number: '1',
      names: 'Åsas Café$FORETAGSNAMN-ORGNAM$2001-01-01',
      form: 'E-ORGFO',
    }),
    bolagsverketRow({
      identity: '194009272719$PERSON-IDORG',
      number: '2',
      names: 'Åsas Åkeri$FORETAGSNAMN-ORGNAM$2002-02-02',
      form: 'E-ORGFO',
    }),
  ]);
  const statistics = writeScbFile(folder.path, [
    scbRow({ PeOrgNr: '165560000167', Namn: 'ÅKERI Ö AB', JurForm: '49', FtgStat: '1', Ng1: '49410' }),
    scbRow({ PeOrgNr: '162120000829', Namn: 'KARLSKRONA KOMMUN', JurForm: '82', FtgStat: '1' }),
  ]);
  assert.equal(
    (await room.offer.importBulkFile({ kind: 'bolagsverket', path: registrations })).kind,
    'imported',
  );
  assert.equal((await room.offer.importBulkFile({ kind: 'scb', path: statistics })).kind, 'imported');

  const company = await room.call('POST', '/organisationer', { identitetsbeteckning: '5560000167' });
  const [organisation] = company.json.organisationer;
  assert.equal(organisation.organisationsnamn.organisationsnamnLista[0].namn, 'Åkeri Ö AB');
  assert.deepEqual(organisation.naringsgrenOrganisation.sni, [{ kod: '49410', klartext: '' }]);
  assert.equal(await room.offer.isPublicSector('5560000167'), false);

  const person = await room.call('POST', '/organisationer', { identitetsbeteckning: '19400927-2719' });
  assert.deepEqual(
    // biome-ignore lint/suspicious/noExplicitAny: the wire
    person.json.organisationer.map((one: any) => [
      one.namnskyddslopnummer,
      one.organisationsnamn.organisationsnamnLista[0].namn,
    ]),
    [
      [1, 'Åsas Café'],
      [2, 'Åsas Åkeri'],
    ],
  );
  assert.deepEqual(await room.offer.findByName('åsas', 10), []);

  const karlskrona = await room.offer.findOrganisation('2120000829');
  assert.ok(karlskrona.kind === 'found');
  assert.deepEqual(
    [karlskrona.organisation.name, karlskrona.organisation.seat],
    ['KARLSKRONA KOMMUN', 'Karlskrona'],
  );
});
