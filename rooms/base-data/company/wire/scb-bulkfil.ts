import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { BulkFormat, ColumnPlace } from '../domain/bulk-format.ts';
import { parseCalendarDate } from '../domain/calendar-date.ts';
import { parseIdentity } from '../domain/identity.ts';
import type { PostalAddress } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { cleanCell } from './bulk-cell.ts';

const industryColumns = ['Ng1', 'Ng2', 'Ng3', 'Ng4', 'Ng5'];
const optional = [
  'COAdress',
  'Foretagsnamn',
  'FtgStat',
  'Gatuadress',
  'JurForm',
  ...industryColumns,
  'PostNr',
  'PostOrt',
  'RegDatKtid',
  'Reklamsparrtyp',
];
const twins = [...optional, 'JEStat', 'Namn'].map((column) => `m${column}`);

/**
 * `scb_bulkfil_*.txt`: TAB, ISO 8859-1, no quoting, one row for each juridical unit. `PeOrgNr` has twelve
 * digits, with 16 before an organisation number. Each column has a twin with `m` before its name that marks a
 * change; the twins are not read, because the file is whole every week.
 */
export const scbBulkfil: BulkFormat<StatisticsEntry> = {
  encoding: 'latin1',
  fields: 'plain',
  required: ['PeOrgNr', 'Namn'],
  optional,
  ignored: ['ForAndrTyp', 'JEStat', ...twins],
  keyOf: (row) => row.identity.number,
  bind,
};

function bind(place: ColumnPlace): (fields: readonly string[]) => Result<StatisticsEntry, string> {
  const columns = ['PeOrgNr', 'Namn', ...optional];
  const at = new Map(columns.map((column) => [column, place(column)]));
  return (fields) => readRow((column) => cleanCell(fields[at.get(column) ?? -1]));
}

function readRow(cell: (column: string) => string): Result<StatisticsEntry, string> {
  const identity = parseIdentity(cell('PeOrgNr'));
  if (!identity.ok) {
    const fault = identity.error === 'malformed' ? 'is not ten or twelve digits' : 'has a wrong check digit';
    return fail(`PeOrgNr ${fault}`);
  }
  const name = cell('Foretagsnamn') || cell('Namn');
  if (name === '') return fail('Namn is empty');
  const entered = cell('RegDatKtid');
  const enteredOn = parseCalendarDate(entered.slice(0, entered.includes('-') ? 10 : 8));
  if (entered !== '' && enteredOn === undefined) return fail('RegDatKtid is not a date');
  return ok({
    identity: identity.value,
    name,
    legalForm: cell('JurForm') || undefined,
    active: readFlag(cell('FtgStat'), '1', /^[09]$/),
    advertisingRefused: readFlag(cell('Reklamsparrtyp'), '2', /^1/),
    industries: industryColumns.map(cell).filter((code) => /^[0-9]{5}$/.test(code) && code !== '00000'),
    enteredOn,
    address: readAddress(cell),
    verified: true,
  });
}

/** True where the code begins with `yes`, false where it fits `no`, else not said. */
function readFlag(code: string, yes: string, no: RegExp): boolean | undefined {
  if (code.startsWith(yes)) return true;
  return no.test(code) ? false : undefined;
}

function readAddress(cell: (column: string) => string): PostalAddress | undefined {
  const [street, careOf, postcode, city] = ['Gatuadress', 'COAdress', 'PostNr', 'PostOrt'].map(cell);
  if (!street && !careOf && !postcode && !city) return undefined;
  return {
    street: street || undefined,
    careOf: careOf || undefined,
    postcode: postcode || undefined,
    city: city || undefined,
  };
}
