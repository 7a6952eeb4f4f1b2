import type { Selectable } from 'kysely';
import type { PostalAddress, Registration } from '../domain/registration.ts';
import { searchName } from '../domain/search-name.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import type { RegistrationTable, StatisticsTable } from './tables.ts';

interface AddressRow {
  readonly street: string | null;
  readonly care_of: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly address_country: string | null;
}

/** Drops what a column leaves empty, so that absent is always `undefined` inside the room. */
function given<Name extends string, Value>(name: Name, value: Value | null): { [N in Name]?: Value } {
  return (value === null ? {} : { [name]: value }) as { [N in Name]?: Value };
}

function addressOf(row: AddressRow): { readonly address?: PostalAddress } {
  const address = {
    ...given('street', row.street),
    ...given('careOf', row.care_of),
    ...given('postcode', row.postcode),
    ...given('city', row.city),
    ...given('country', row.address_country),
  };
  return Object.keys(address).length === 0 ? {} : { address };
}

/** A row on its way in as JSON: what is `undefined` is left out there and becomes NULL. */
export type IncomingRow<Table> = {
  readonly [Column in keyof Table]: Exclude<Table[Column], null> | undefined;
};

function addressRow(address: PostalAddress | undefined): IncomingRow<AddressRow> {
  return {
    street: address?.street,
    care_of: address?.careOf,
    postcode: address?.postcode,
    city: address?.city,
    address_country: address?.country,
  };
}

export function registrationOf(row: Omit<Selectable<RegistrationTable>, 'search_name'>): Registration {
  return {
    identity: { number: row.identity, kind: row.identity_kind },
    nameProtectionNumber: row.name_protection_number,
    ...given('country', row.country),
    names: row.names,
    ...given('form', row.form),
    ...given('deregisteredOn', row.deregistered_on),
    ...given('deregistrationReason', row.deregistration_reason),
    proceedings: row.proceedings,
    ...given('registeredOn', row.registered_on),
    ...given('activity', row.activity),
    ...addressOf(row),
  };
}

export function registrationRow(registration: Registration): IncomingRow<RegistrationTable> {
  return {
    identity: registration.identity.number,
    identity_kind: registration.identity.kind,
    name_protection_number: registration.nameProtectionNumber,
    country: registration.country,
    names: registration.names,
    search_name: searchName(registration.names[0]?.name ?? ''),
    form: registration.form,
    deregistered_on: registration.deregisteredOn,
    deregistration_reason: registration.deregistrationReason,
    proceedings: registration.proceedings,
    registered_on: registration.registeredOn,
    activity: registration.activity,
    ...addressRow(registration.address),
  };
}

export function statisticsOf(
  row: Omit<Selectable<StatisticsTable>, 'search_name' | 'source'>,
): StatisticsEntry {
  const place = { ...given('countyCode', row.county_code), ...given('seat', row.seat) };
  return {
    identity: { number: row.identity, kind: row.identity_kind },
    name: row.name,
    ...given('legalForm', row.legal_form),
    ...given('active', row.active),
    ...given('advertisingRefused', row.advertising_refused),
    industries: row.industries,
    ...given('enteredOn', row.entered_on),
    ...addressOf(row),
    verified: row.verified,
    ...(Object.keys(place).length === 0 ? {} : { place }),
  };
}

export function statisticsRow(
  entry: StatisticsEntry,
  source: StatisticsTable['source'],
): IncomingRow<StatisticsTable> {
  return {
    identity: entry.identity.number,
    identity_kind: entry.identity.kind,
    name: entry.name,
    search_name: searchName(entry.name),
    legal_form: entry.legalForm,
    active: entry.active,
    advertising_refused: entry.advertisingRefused,
    industries: entry.industries,
    entered_on: entry.enteredOn,
    ...addressRow(entry.address),
    verified: entry.verified,
    source,
    county_code: entry.place?.countyCode,
    seat: entry.place?.seat,
  };
}
