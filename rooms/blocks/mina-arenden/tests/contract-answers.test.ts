import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Answer, event, type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
const bygge = { identifierare: 'BYGG-2026-00123', typ: 'Diarienummer' };
const foretag = { identifierare: '165560001234', typ: 'Organisationsnummer' };

before(async () => {
  room = await startRoom();
  const loaded = await room.load([
    event('1', {
      part: { kund: tolvan, arende: bygge },
      taggar: ['bygglov'],
      tidpunkt: '2026-03-28 23:59:59',
    }),
    event('2', {
      part: { kund: tolvan, arende: bygge },
      rubrik: 'Komplettera <b>ansökan</b>',
      kundhandelseTyp: 'TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD',
      tidpunkt: '2026-03-29T00:00:00',
      producentarendetKraverKundatgard: true,
      taggar: ['bygglov', 'kundåtgärd'],
      utokadInformation: { senastDatum: '2026-04-30' },
      referenser: { diarienummer: 'BYGG-2026-00123' },
      sprak: 'en',
      version: '6.0',
      producent: 'Byggnadsnämnden',
    }),
    event('3', { tidpunkt: '2026-03-29T21:59:59.999Z', kundhandelseTyp: 'TESTKOP.SKOLA.PLACERAD' }),
    event('4', { tidpunkt: '2026-03-29T22:00:00Z', kundhandelseTyp: 'TESTKOP.SKOLAN.PLACERAD' }),
    event('5', { part: { kund: { ...foretag, tillagg: '001' } } }),
  ]);
  assert.equal(loaded.status, 201);
});

const idsOf = ({ json }: Answer, part = 0): readonly string[] =>
  json.kundhandelser[part].kundhandelserForPart.map(
    ({ kundhandelseId }: { kundhandelseId: string }) => kundhandelseId,
  );
const asked = async (more: object) => idsOf(await room.ask({ parter: [{ kund: tolvan }], ...more }));

test('an answer has every field of the standard and no other', async () => {
  const part = { kund: tolvan, arende: bygge };
  const fraga = {
    parter: [part],
    kundhandelseTyper: ['TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD'],
    taggar: ['kundåtgärd'],
    startDatum: '2026-03-01',
    slutDatum: '2026-03-31',
    behandling: {
      sortering: [{ attribut: 'TIDPUNKT', stigande: true }],
      paginering: { offset: 0, limit: 10 },
    },
  };
  const answer = await room.ask(fraga, { 'accept-language': 'en' });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json, {
    kundhandelser: [
      {
        part,
        totaltAntalKundhandelser: 1,
        kundhandelserForPart: [
          {
            kundhandelseId: '2',
            rubrik: 'Komplettera <b>ansökan</b>',
            beskrivning: 'Vi har tagit emot din ansökan.',
            sprak: 'en',
            producent: 'Byggnadsnämnden',
            tidpunkt: '2026-03-29T00:00:00+01:00',
            kundhandelseTyp: 'TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD',
            producentarendetKraverKundatgard: true,
            producentarendetKlart: false,
            version: '6.0',
            utokadInformation: { senastDatum: '2026-04-30' },
            referenser: { diarienummer: 'BYGG-2026-00123' },
          },
        ],
      },
    ],
    metadata: { ...fraga, onskatSprak: 'en' },
    delfragor: [{ producent: 'Testköpings kommun', part, status: 'OK', httpCode: 200 }],
  });
});

test('what is not asked is not echoed, and what the standard does not know neither', async () => {
  const answer = await room.ask(
    { parter: [{ kund: { ...tolvan, okant: 1 }, mer: 1 }], nytt: true },
    { 'accept-language': '*' },
  );
  assert.deepEqual(answer.json.metadata, { parter: [{ kund: tolvan }], onskatSprak: '*' });
  const [first] = answer.json.kundhandelser[0].kundhandelserForPart;
  assert.equal('utokadInformation' in first || 'referenser' in first || 'taggar' in first, false);
  assert.deepEqual([first.sprak, first.version, first.producent], ['sv', '6.1', 'Testköpings kommun']);
});

test('each part has its own answer, in the order asked, with a row of its own', async () => {
  const parter = [
    { kund: foretag },
    { arende: bygge },
    { kund: { ...foretag, tillagg: '002' } },
    { kund: tolvan },
  ];
  const answer = await room.ask({ parter });
  assert.deepEqual(
    answer.json.kundhandelser.map(({ part }: { part: object }) => part),
    parter,
  );
  assert.deepEqual(
    [0, 1, 2, 3].map((place) => idsOf(answer, place)),
    [['5'], ['2', '1'], [], ['4', '3', '2', '1']],
  );
  assert.equal(answer.json.delfragor.length, 4);
});

test('a hundred parts are asked at once', async () => {
  const parter = Array.from({ length: 100 }, () => ({ kund: tolvan }));
  assert.equal((await room.ask({ parter })).json.kundhandelser.length, 100);
});

test('both days are included in Swedish time, also where the day has 23 hours', async () => {
  assert.deepEqual(await asked({ startDatum: '2026-03-29', slutDatum: '2026-03-29' }), ['3', '2']);
  assert.deepEqual(await asked({ startDatum: '2026-03-30' }), ['4']);
  assert.deepEqual(await asked({ slutDatum: '2026-03-28' }), ['1']);
  const all = await asked({});
  assert.deepEqual(await asked({ startDatum: '0001-01-01', slutDatum: '9999-12-31' }), all);
  assert.deepEqual(await asked({ slutDatum: '0001-01-01' }), []);
});

test('a type is exact or a beginning cut at a full stop; several are or; an empty list narrows nothing', async () => {
  assert.deepEqual(await asked({ kundhandelseTyper: ['TESTKOP.SKOLA'] }), ['3']);
  assert.deepEqual(await asked({ kundhandelseTyper: ['TESTKOP.SKOLAN.PLACERAD', 'TESTKOP.BYGGLOV'] }), [
    '4',
    '2',
    '1',
  ]);
  assert.deepEqual(await asked({ kundhandelseTyper: ['TEST'] }), []);
  assert.deepEqual(await asked({ kundhandelseTyper: [], taggar: [] }), ['4', '3', '2', '1']);
});

test('any one of the tags is enough', async () => {
  assert.deepEqual(await asked({ taggar: ['kundåtgärd', 'annat'] }), ['2']);
});

test('every attribute sorts, time by the instant and not by its text', async () => {
  const by = (attribut: string, stigande: boolean) =>
    asked({ behandling: { sortering: [{ attribut, stigande }] } });
  assert.deepEqual(await by('TIDPUNKT', true), ['1', '2', '3', '4']);
  assert.deepEqual(await by('RUBRIK', false), ['2', '1', '3', '4']);
  assert.deepEqual(await by('PRODUCENT', true), ['2', '1', '3', '4']);
  assert.deepEqual(await by('KUNDHANDELSETYP', true), ['1', '2', '3', '4']);
  assert.deepEqual(await by('PRODUCENTARENDETKRAVERKUNDATGARD', false), ['2', '1', '3', '4']);
  assert.deepEqual(await by('PRODUCENTARENDETKLART', false), ['1', '2', '3', '4']);
  assert.deepEqual(await by('BESKRIVNING', false), ['1', '2', '3', '4']);
});

test('a page has the total before paging; beyond the end it is empty; without a limit it is the rest', async () => {
  const page = (paginering: object) =>
    room.ask({
      parter: [{ kund: tolvan }],
      behandling: { sortering: [{ attribut: 'TIDPUNKT', stigande: true }], paginering },
    });
  const second = await page({ offset: 1, limit: 2 });
  assert.deepEqual(idsOf(second), ['2', '3']);
  assert.equal(second.json.kundhandelser[0].totaltAntalKundhandelser, 4);
  assert.deepEqual(idsOf(await page({ offset: 2 })), ['3', '4']);
  const beyond = await page({ offset: 99, limit: 1000 });
  assert.deepEqual(beyond.json.kundhandelser[0], {
    part: { kund: tolvan },
    totaltAntalKundhandelser: 4,
    kundhandelserForPart: [],
  });
});

test('an answer about very much flows, whole and in order', async () => {
  const kund = { identifierare: '198101052382', typ: 'Personnummer' };
  const beskrivning = 'åäö '.repeat(16_000);
  const many = Array.from({ length: 30 }, (_, i) => event(`m${i}`, { part: { kund }, beskrivning }));
  assert.equal((await room.load(many)).status, 201);
  const parter = [{ kund }, { kund: tolvan }];
  const answer = await room.ask({ parter });
  assert.deepEqual([answer.status, answer.headers.get('content-length')], [200, null]);
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(answer.json.kundhandelser[0].totaltAntalKundhandelser, 30);
  assert.deepEqual([...idsOf(answer)].sort(), many.map((_, i) => `m${i}`).sort());
  assert.deepEqual(idsOf(answer, 1), ['4', '3', '2', '1']);
  assert.deepEqual(answer.json.metadata.parter, parter);
  assert.deepEqual(
    answer.json.delfragor,
    parter.map((part) => ({ producent: 'Testköpings kommun', part, status: 'OK', httpCode: 200 })),
  );
});
