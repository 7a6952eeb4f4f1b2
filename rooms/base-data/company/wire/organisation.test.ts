import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Compile } from 'typebox/compile';
import type { OrganisationRecord } from '../domain/organisation-record.ts';
import type { Registration } from '../domain/registration.ts';
import { found, timeout, unavailable, unknown } from '../domain/source-answer.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { Organisation, renderOrganisation } from './organisation.ts';

const identity = { number: '5560000167', kind: 'organisation' } as const;

const registration: Registration = {
  identity,
  nameProtectionNumber: 1,
  country: 'SE-LAND',
  names: [
    { name: 'Åkeri Ö AB', type: 'FORETAGSNAMN', registeredOn: '2001-02-03' },
    { name: 'Bifirman', type: 'SARSKILT_FORETAGSNAMN', activity: 'Café' },
  ],
  form: 'AB',
  deregisteredOn: '2024-03-31',
  deregistrationReason: 'KKAV',
  proceedings: [{ code: 'KK', from: '2024-01-26' }, { code: 'NYTT' }],
  registeredOn: '1999-12-31',
  activity: 'Frakt',
  address: {
    street: 'Storgatan 1',
    careOf: 'c/o Örn',
    postcode: '41101',
    city: 'GÖTEBORG',
    country: 'SE-LAND',
  },
};

const entry: StatisticsEntry = {
  identity,
  name: 'ÅKERI Ö AB',
  legalForm: '49',
  active: true,
  advertisingRefused: false,
  industries: ['49410', '52100'],
  enteredOn: '2000-01-02',
  address: { street: 'Box 9', postcode: '40000', city: 'GÖTEBORG' },
  verified: true,
};

const municipality: StatisticsEntry = {
  identity: { number: '2120000829', kind: 'organisation' },
  name: 'Karlskrona kommun',
  legalForm: '82',
  industries: [],
  verified: true,
};

const both: OrganisationRecord = { identity, registration: found(registration), statistics: found(entry) };
const validator = Compile(Organisation);

/** Renders and holds the answer to its schema, as a client would see it. */
function render(record: OrganisationRecord): ReturnType<typeof renderOrganisation> {
  const rendered = JSON.parse(JSON.stringify(renderOrganisation(record)));
  assert.deepEqual([...validator.Errors(rendered)], []);
  return rendered;
}

const bolagsverket = { dataproducent: 'Bolagsverket', fel: null };
const scb = { dataproducent: 'SCB', fel: null };

test('every field of the contract is filled when both registers have everything', () => {
  assert.deepEqual(render(both), {
    organisationsidentitet: {
      identitetsbeteckning: '5560000167',
      typ: { kod: 'ORGANISATIONSNUMMER', klartext: 'Organisationsnummer' },
    },
    namnskyddslopnummer: null,
    organisationsnamn: {
      organisationsnamnLista: [
        {
          namn: 'Åkeri Ö AB',
          organisationsnamntyp: { kod: 'FORETAGSNAMN', klartext: 'Företagsnamn' },
          registreringsdatum: '2001-02-03',
          verksamhetsbeskrivningSarskiltForetagsnamn: null,
        },
        {
          namn: 'Bifirman',
          organisationsnamntyp: { kod: 'SARSKILT_FORETAGSNAMN', klartext: 'Särskilt företagsnamn' },
          verksamhetsbeskrivningSarskiltForetagsnamn: 'Café',
        },
      ],
      ...bolagsverket,
    },
    registreringsland: { kod: 'SE-LAND', klartext: 'Sverige' },
    reklamsparr: { kod: 'NEJ', ...scb },
    organisationsform: { kod: 'AB', klartext: 'Aktiebolag', ...bolagsverket },
    avregistreradOrganisation: { avregistreringsdatum: '2024-03-31', ...bolagsverket },
    avregistreringsorsak: { kod: 'KKAV', klartext: 'Konkurs', ...bolagsverket },
    pagaendeAvvecklingsEllerOmstruktureringsforfarande: {
      pagaendeAvvecklingsEllerOmstruktureringsforfarandeLista: [
        { kod: 'KK', klartext: 'Konkurs', fromDatum: '2024-01-26' },
        { kod: 'NYTT', klartext: '' },
      ],
      ...bolagsverket,
    },
    juridiskForm: { kod: '49', klartext: 'Aktiebolag utom bank- och försäkringsaktiebolag', ...scb },
    verksamOrganisation: { kod: 'JA', ...scb },
    organisationsdatum: { registreringsdatum: '1999-12-31', infortHosScb: '2000-01-02', ...bolagsverket },
    verksamhetsbeskrivning: { beskrivning: 'Frakt', ...bolagsverket },
    naringsgrenOrganisation: {
      sni: [
        { kod: '49410', klartext: '' },
        { kod: '52100', klartext: '' },
      ],
      ...scb,
    },
    postadressOrganisation: {
      postadress: {
        utdelningsadress: 'Storgatan 1',
        coAdress: 'c/o Örn',
        postnummer: '41101',
        postort: 'GÖTEBORG',
        land: 'Sverige',
      },
      ...bolagsverket,
    },
  });
});

test('a municipality, which only SCB has, is answered without any fel: absent blocks are null', () => {
  const rendered = render({
    identity: municipality.identity,
    registration: unknown,
    statistics: found(municipality),
  });
  assert.deepEqual(rendered.juridiskForm, { kod: '82', klartext: 'Kommuner', ...scb });
  assert.deepEqual(rendered.organisationsnamn, {
    organisationsnamnLista: [
      {
        namn: 'Karlskrona kommun',
        organisationsnamntyp: { kod: 'NAMN', klartext: 'Namn' },
        verksamhetsbeskrivningSarskiltForetagsnamn: null,
      },
    ],
    ...scb,
  });
  assert.deepEqual(rendered.registreringsland, { kod: 'SE-LAND', klartext: 'Sverige' });
  assert.ok(!JSON.stringify(rendered).includes('felBeskrivning'));
  for (const name of [
    'organisationsform',
    'organisationsdatum',
    'postadressOrganisation',
    'avregistreradOrganisation',
    'verksamOrganisation',
    'naringsgrenOrganisation',
    'reklamsparr',
  ] as const) {
    assert.equal(rendered[name], null, name);
  }
});

test('a number that nobody has verified says so in the plain text of its type, and the code stays the same', () => {
  const unverified = { ...municipality, verified: false };
  const rendered = render({
    identity: municipality.identity,
    registration: unknown,
    statistics: found(unverified),
  });
  assert.deepEqual(rendered.organisationsidentitet.typ, {
    kod: 'ORGANISATIONSNUMMER',
    klartext: 'Organisationsnummer (ej verifierat mot registret)',
  });
});

type Names = readonly (keyof ReturnType<typeof renderOrganisation>)[];
const onlyBolagsverket: Names = [
  'organisationsform',
  'avregistreradOrganisation',
  'avregistreringsorsak',
  'pagaendeAvvecklingsEllerOmstruktureringsforfarande',
  'verksamhetsbeskrivning',
];
const onlyScb: Names = ['reklamsparr', 'juridiskForm', 'verksamOrganisation', 'naringsgrenOrganisation'];
const either: Names = ['organisationsnamn', 'organisationsdatum', 'postadressOrganisation'];

function felOf(rendered: ReturnType<typeof renderOrganisation>, names: Names): readonly unknown[] {
  return names.map((name) => {
    const block = rendered[name] as { dataproducent: string; fel: { typ: string } | null } | null;
    return block?.fel && `${block.fel.typ} ${block.dataproducent}`;
  });
}

const all = (names: Names, text: string | null) => names.map(() => text);

test('while SCB is away its blocks carry fel and the rest is answered', () => {
  for (const [answer, typ] of [
    [unavailable, 'OTILLGANGLIG_UPPGIFTSKALLA'],
    [timeout, 'TIMEOUT'],
  ] as const) {
    const rendered = render({ ...both, statistics: answer });
    assert.deepEqual(felOf(rendered, onlyScb), all(onlyScb, `${typ} SCB`));
    assert.deepEqual(
      felOf(rendered, [...onlyBolagsverket, ...either]),
      all([...onlyBolagsverket, ...either], null),
    );
  }
});

test("while Bolagsverket is away its blocks carry fel, and SCB's name is not shown in its place", () => {
  for (const [answer, typ] of [
    [unavailable, 'OTILLGANGLIG_UPPGIFTSKALLA'],
    [timeout, 'TIMEOUT'],
  ] as const) {
    const rendered = render({ ...both, registration: answer });
    const names = [...onlyBolagsverket, ...either];
    assert.deepEqual(felOf(rendered, names), all(names, `${typ} Bolagsverket`));
    assert.deepEqual(felOf(rendered, onlyScb), all(onlyScb, null));
    assert.equal(rendered.namnskyddslopnummer, null);
  }
});

test("SCB's value is taken where Bolagsverket answered and has none", () => {
  const bare: Registration = { identity, nameProtectionNumber: 0, names: [], proceedings: [] };
  const rendered = render({ ...both, registration: found(bare) });
  assert.equal(rendered.organisationsnamn?.dataproducent, 'SCB');
  assert.equal(rendered.postadressOrganisation?.dataproducent, 'SCB');
  assert.deepEqual(rendered.organisationsdatum, { infortHosScb: '2000-01-02', ...scb });
  const away = render({ ...both, registration: found(bare), statistics: unavailable });
  assert.deepEqual(felOf(away, ['organisationsnamn']), ['OTILLGANGLIG_UPPGIFTSKALLA SCB']);
});

test('an organisation that SCB lacks has ORGANISATION_FINNS_EJ in the blocks that only SCB fills', () => {
  const rendered = render({ ...both, statistics: unknown });
  assert.deepEqual(felOf(rendered, onlyScb), all(onlyScb, 'ORGANISATION_FINNS_EJ SCB'));
  assert.deepEqual(
    felOf(rendered, [...onlyBolagsverket, ...either]),
    all([...onlyBolagsverket, ...either], null),
  );
});

test('an organisation that nobody has is one record whose every block says so', () => {
  const rendered = render({ identity, registration: unknown, statistics: unknown });
  assert.deepEqual(felOf(rendered, onlyScb), all(onlyScb, 'ORGANISATION_FINNS_EJ SCB'));
  const names = [...onlyBolagsverket, ...either];
  assert.deepEqual(felOf(rendered, names), all(names, 'ORGANISATION_FINNS_EJ Bolagsverket'));
  assert.equal(rendered.registreringsland, null);
});

test('a name-protection number is shown only where it tells businesses apart', () => {
  const number = (kind: 'organisation' | 'personal', nameProtectionNumber: number) =>
    render({
      ...both,
      registration: found({
        ...registration,
        identity: { number: '194009272719', kind },
        nameProtectionNumber,
      }),
    }).namnskyddslopnummer;
  assert.equal(number('organisation', 1), null);
  assert.equal(number('organisation', 2), 2);
  assert.equal(number('personal', 1), 1);
  assert.equal(number('personal', 0), null);
});

test('a country that is no known code is shown as it is written', () => {
  const address = { street: 'Gate 1', city: 'OSLO', country: 'Norge' };
  const rendered = render({ ...both, registration: found({ ...registration, address }) });
  const block = rendered.postadressOrganisation;
  assert.ok(block !== null && 'postadress' in block);
  assert.equal(block.postadress.land, 'Norge');
});
