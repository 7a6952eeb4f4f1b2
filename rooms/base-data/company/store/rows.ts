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

function addressRow(address: PostalAddress | undefined): AddressRow {
  return {
    street: address?.street ?? null,
    care_of: address?.careOf ?? null,
    postcode: address?.postcode ?? null,
    city: address?.city ?? null,
    address_country: address?.country ?? null,
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

export function registrationRow(registration: Registration): RegistrationTable {
  return {
    identity: registration.identity.number,
    identity_kind: registration.identity.kind,
    name_protection_number: registration.nameProtectionNumber,
    country: registration.country ?? null,
    names: registration.names,
    search_name: searchName(registration.names[0]?.name ?? ''),
    form: registration.form ?? null,
    deregistered_on: registration.deregisteredOn ?? null,
    deregistration_reason: registration.deregistrationReason ?? null,
    proceedings: registration.proceedings,
    registered_on: registration.registeredOn ?? null,
    activity: registration.activity ?? null,
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

export function statisticsRow(entry: StatisticsEntry, source: StatisticsTable['source']): StatisticsTable {
  return {
    identity: entry.identity.number,
    identity_kind: entry.identity.kind,
    name: entry.name,
    search_name: searchName(entry.name),
    legal_form: entry.legalForm ?? null,
    active: entry.active ?? null,
    advertising_refused: entry.advertisingRefused ?? null,
    industries: entry.industries,
    entered_on: entry.enteredOn ?? null,
    ...addressRow(entry.address),
    verified: entry.verified,
    source,
    county_code: entry.place?.countyCode ?? null,
    seat: entry.place?.seat ?? null,
  };
}
