import { Type } from 'typebox';
import type { OrganisationRecord } from '../domain/organisation-record.ts';
import type { PostalAddress, Registration } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { BlockOf, fromBolagsverket, fromEither, fromScb } from './block.ts';
import * as lists from './code-lists.ts';
import { type Kod, kod } from './code-lists.ts';

const Text = Type.Optional(Type.String());
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const JaNej = Type.Union([Type.Literal('JA'), Type.Literal('NEJ')]);
const KodSchema = Type.Object({ kod: Type.String(), klartext: Type.String() });

/** Properties that an organisation always has in an answer; their order is the contract's. */
export const Organisation = Type.Object({
  organisationsidentitet: Type.Object({ identitetsbeteckning: Type.String(), typ: KodSchema }),
  namnskyddslopnummer: Type.Union([Type.Integer({ minimum: 1, maximum: 999 }), Type.Null()]),
  organisationsnamn: BlockOf(
    Type.Object({
      organisationsnamnLista: Type.Array(
        Type.Object({
          namn: Type.String(),
          organisationsnamntyp: KodSchema,
          registreringsdatum: Text,
          verksamhetsbeskrivningSarskiltForetagsnamn: TextOrNull,
        }),
      ),
    }),
  ),
  registreringsland: Type.Union([KodSchema, Type.Null()]),
  reklamsparr: BlockOf(Type.Object({ kod: JaNej })),
  organisationsform: BlockOf(KodSchema),
  avregistreradOrganisation: BlockOf(Type.Object({ avregistreringsdatum: Type.String() })),
  avregistreringsorsak: BlockOf(KodSchema),
  pagaendeAvvecklingsEllerOmstruktureringsforfarande: BlockOf(
    Type.Object({
      pagaendeAvvecklingsEllerOmstruktureringsforfarandeLista: Type.Array(
        Type.Object({ kod: Type.String(), klartext: Type.String(), fromDatum: Text }),
      ),
    }),
  ),
  juridiskForm: BlockOf(KodSchema),
  verksamOrganisation: BlockOf(Type.Object({ kod: JaNej })),
  organisationsdatum: BlockOf(Type.Object({ registreringsdatum: Text, infortHosScb: Text })),
  verksamhetsbeskrivning: BlockOf(Type.Object({ beskrivning: Type.String() })),
  naringsgrenOrganisation: BlockOf(Type.Object({ sni: Type.Array(KodSchema) })),
  postadressOrganisation: BlockOf(
    Type.Object({
      postadress: Type.Object({
        utdelningsadress: Text,
        coAdress: Text,
        postnummer: Text,
        postort: Text,
        land: Text,
      }),
    }),
  ),
});

/**
 * Renders one record. The table is in the order of the contract; each line says who may fill the block. A value
 * that nobody knows is left out of its block; a block without values is null.
 */
export function renderOrganisation(record: OrganisationRecord) {
  const statistics = record.statistics.kind === 'found' ? record.statistics.value : undefined;
  return {
    organisationsidentitet: identitet(record),
    namnskyddslopnummer: lopnummer(record),
    organisationsnamn: fromEither(record, namn, namnHosScb),
    registreringsland: registreringsland(record),
    reklamsparr: fromScb(record, (entry) => jaNej(entry.advertisingRefused)),
    organisationsform: fromBolagsverket(record, ({ form }) => code(lists.organisationsform, form)),
    avregistreradOrganisation: fromBolagsverket(record, ({ deregisteredOn }) =>
      deregisteredOn === undefined ? undefined : { avregistreringsdatum: deregisteredOn },
    ),
    avregistreringsorsak: fromBolagsverket(record, (r) =>
      code(lists.avregistreringsorsak, r.deregistrationReason),
    ),
    pagaendeAvvecklingsEllerOmstruktureringsforfarande: fromBolagsverket(record, forfaranden),
    juridiskForm: fromScb(record, ({ legalForm }) => code(lists.juridiskForm, legalForm)),
    verksamOrganisation: fromScb(record, (entry) => jaNej(entry.active)),
    organisationsdatum: fromEither(
      record,
      ({ registeredOn }) =>
        registeredOn === undefined ? undefined : datum(registeredOn, statistics?.enteredOn),
      (entry) => datum(undefined, entry.enteredOn),
    ),
    verksamhetsbeskrivning: fromBolagsverket(record, ({ activity }) =>
      activity === undefined ? undefined : { beskrivning: activity },
    ),
    naringsgrenOrganisation: fromScb(record, naringsgren),
    postadressOrganisation: fromEither(
      record,
      ({ address }) => postadress(address),
      ({ address }) => postadress(address),
    ),
  };
}

function identitet({ identity, statistics }: OrganisationRecord) {
  const typ = lists.identitetsbeteckningstyp[identity.kind];
  const unverified = statistics.kind === 'found' && !statistics.value.verified;
  return {
    identitetsbeteckning: identity.number,
    typ: unverified ? { kod: typ.kod, klartext: `${typ.klartext} (ej verifierat mot registret)` } : typ,
  };
}

/** The bulk file numbers every registration; the API shows a number only where it tells businesses apart. */
function lopnummer({ registration }: OrganisationRecord): number | null {
  if (registration.kind !== 'found') return null;
  const { nameProtectionNumber: number, identity } = registration.value;
  return number > 1 || (number === 1 && identity.kind !== 'organisation') ? number : null;
}

function namn({ names }: Pick<Registration, 'names'>) {
  if (names.length === 0) return undefined;
  return {
    organisationsnamnLista: names.map((entry) => ({
      namn: entry.name,
      organisationsnamntyp: kod(lists.organisationsnamntyp, entry.type),
      registreringsdatum: entry.registeredOn,
      verksamhetsbeskrivningSarskiltForetagsnamn: entry.activity ?? null,
    })),
  };
}

function namnHosScb({ name }: StatisticsEntry) {
  return namn({ names: [{ name, type: 'NAMN' }] });
}

function registreringsland({ registration, statistics }: OrganisationRecord): Kod | null {
  if (registration.kind === 'found') return code(lists.land, registration.value.country) ?? null;
  return registration.kind === 'unknown' && statistics.kind === 'found' ? kod(lists.land, 'SE-LAND') : null;
}

function forfaranden({ proceedings }: Registration) {
  if (proceedings.length === 0) return undefined;
  return {
    pagaendeAvvecklingsEllerOmstruktureringsforfarandeLista: proceedings.map((proceeding) => ({
      ...kod(lists.forfarande, proceeding.code),
      fromDatum: proceeding.from,
    })),
  };
}

function datum(registeredOn: string | undefined, enteredOn: string | undefined) {
  if (registeredOn === undefined && enteredOn === undefined) return undefined;
  return { registreringsdatum: registeredOn, infortHosScb: enteredOn };
}

/** Texts of the industry codes are not published with the bulk file, so they are answered empty. */
function naringsgren({ industries }: StatisticsEntry) {
  return industries.length === 0
    ? undefined
    : { sni: industries.map((code) => ({ kod: code, klartext: '' })) };
}

function postadress(address: PostalAddress | undefined) {
  if (address === undefined) return undefined;
  const { country } = address;
  return {
    postadress: {
      utdelningsadress: address.street,
      coAdress: address.careOf,
      postnummer: address.postcode,
      postort: address.city,
      land: country === undefined ? undefined : kod(lists.land, country).klartext || country,
    },
  };
}

function code(list: Readonly<Record<string, string>>, value: string | undefined): Kod | undefined {
  return value === undefined ? undefined : kod(list, value);
}

function jaNej(value: boolean | undefined): { readonly kod: 'JA' | 'NEJ' } | undefined {
  return value === undefined ? undefined : { kod: value ? 'JA' : 'NEJ' };
}
