import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { BulkFormat, ColumnPlace } from '../domain/bulk-format.ts';
import { parseCalendarDate } from '../domain/calendar-date.ts';
import { type Identity, type IdentityKind, parseIdentity } from '../domain/identity.ts';
import type { PostalAddress, Proceeding, RegisteredName, Registration } from '../domain/registration.ts';
import { cleanCell } from './bulk-cell.ts';

/** Spelled so in the file; the API has another letter in it (`pagaende…`). */
const forfarandeColumn = 'pagandeAvvecklingsEllerOmstruktureringsforfarande';

/**
 * `bolagsverket_bulkfil.txt`: `;`, double quotes, UTF-8, one row for each registration. Inside a cell `$` parts
 * a value from its code and its date, and `|` parts one value from the next. Codes carry the name of their list
 * as a suffix: `AB-ORGFO`.
 */
export const bolagsverketBulkfil: BulkFormat<Registration> = {
  encoding: 'utf8',
  fields: 'quoted',
  required: ['organisationsidentitet', 'organisationsnamn'],
  optional: [
    'namnskyddslopnummer',
    'registreringsland',
    'organisationsform',
    'avregistreringsdatum',
    'avregistreringsorsak',
    forfarandeColumn,
    'registreringsdatum',
    'verksamhetsbeskrivning',
    'postadress',
  ],
  ignored: [],
  keyOf: (row) => `${row.identity.number} ${row.nameProtectionNumber}`,
  bind,
};

function bind(place: ColumnPlace): (fields: readonly string[]) => Result<Registration, string> {
  const at = {
    identity: place('organisationsidentitet'),
    number: place('namnskyddslopnummer'),
    country: place('registreringsland'),
    names: place('organisationsnamn'),
    form: place('organisationsform'),
    deregisteredOn: place('avregistreringsdatum'),
    reason: place('avregistreringsorsak'),
    proceedings: place(forfarandeColumn),
    registeredOn: place('registreringsdatum'),
    activity: place('verksamhetsbeskrivning'),
    address: place('postadress'),
  };
  return (fields) => {
    const identity = readIdentity(cleanCell(fields[at.identity]));
    if (!identity.ok) return identity;
    const number = cleanCell(fields[at.number]);
    if (!/^[0-9]{0,3}$/.test(number)) return fail('namnskyddslopnummer is not a number between 1 and 999');
    const registeredOn = readDate(cleanCell(fields[at.registeredOn]));
    if (registeredOn === null) return fail('registreringsdatum is not a date');
    const deregisteredOn = readDate(cleanCell(fields[at.deregisteredOn]));
    if (deregisteredOn === null) return fail('avregistreringsdatum is not a date');
    return ok({
      identity: identity.value,
      nameProtectionNumber: Number(number),
      country: filled(cleanCell(fields[at.country])),
      names: readNames(cleanCell(fields[at.names])),
      form: filled(withoutSuffix(cleanCell(fields[at.form]))),
      deregisteredOn,
      deregistrationReason: filled(withoutSuffix(before(cleanCell(fields[at.reason]), '$'))),
      proceedings: readProceedings(cleanCell(fields[at.proceedings])),
      registeredOn,
      activity: filled(cleanCell(fields[at.activity])),
      address: readAddress(cleanCell(fields[at.address])),
    });
  };
}

const kinds: Readonly<Record<string, IdentityKind>> = {
  ORGNR: 'organisation',
  SAMORDNINGSNUMMER: 'coordination',
  SAMORDN: 'coordination',
  GDNUMMER: 'substitute',
  GDNR: 'substitute',
  DODSBO: 'estate',
};

/** `5560000001$ORGNR-IDORG`. A person's number of ten digits is kept as it stands: the century is not guessed. */
function readIdentity(text: string): Result<Identity, string> {
  const [digits = '', type = ''] = text.split('$');
  const code = withoutSuffix(type);
  const named = kinds[code];
  if (code.startsWith('UTL')) {
    return digits === '' ? fail('organisationsidentitet is empty') : ok({ number: digits, kind: 'foreign' });
  }
  const parsed = parseIdentity(digits);
  if (named === undefined || named === 'coordination') {
    return parsed.ok ? parsed : fail(identityFault(parsed.error));
  }
  if (!/^(?:[0-9]{10}|[0-9]{12})$/.test(digits)) return fail(identityFault('malformed'));
  if (named === 'organisation' && !isOrganisationNumber(digits)) return fail(identityFault('check-digit'));
  return ok({ number: digits, kind: named });
}

function identityFault(fault: 'malformed' | 'check-digit'): string {
  return fault === 'malformed'
    ? 'organisationsidentitet is not ten or twelve digits'
    : 'organisationsidentitet has a wrong check digit';
}

/** `Åby Bygg AB$FORETAGSNAMN-ORGNAM$2001-02-03|Åby Building$FORNAMN_FRSPRAK-ORGNAM$2005-01-01$what it is for`. */
function readNames(text: string): readonly RegisteredName[] {
  const names: RegisteredName[] = [];
  for (const part of text.split('|')) {
    const [name = '', type = '', date = '', ...rest] = part.split('$');
    if (name.trim() === '') continue;
    names.push({
      name: name.trim(),
      type: type === '' ? 'FORETAGSNAMN' : withoutSuffix(type.trim()),
      registeredOn: parseCalendarDate(date.trim()),
      activity: filled(rest.join('$').trim()),
    });
  }
  return names;
}

/** `|KK-AVOMFO$2024-01-26|LI-AVOMFO$2024-05-26`; an ended one carries another suffix and is not under way. */
function readProceedings(text: string): readonly Proceeding[] {
  if (text === '') return [];
  return text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/-AVSLAVOMFO(?:\$|$)/.test(part))
    .map((part) => {
      const [code = '', date = ''] = part.split('$');
      return { code: withoutSuffix(code), from: parseCalendarDate(date) };
    });
}

/** `street$care of$city$postcode$country`. */
function readAddress(text: string): PostalAddress | undefined {
  const [street = '', careOf = '', city = '', postcode = '', country = ''] = text.split('$').map(cleanCell);
  if (street + careOf + city + postcode === '') return undefined;
  return {
    street: filled(street),
    careOf: filled(careOf),
    postcode: filled(postcode),
    city: filled(city),
    country: filled(country),
  };
}

/** `null`: there is a text and it is no date. */
function readDate(text: string): string | undefined | null {
  return text === '' ? undefined : (parseCalendarDate(text.slice(0, 10)) ?? null);
}

function withoutSuffix(code: string): string {
  const cut = code.lastIndexOf('-');
  return cut > 0 ? code.slice(0, cut) : code;
}

function before(text: string, mark: string): string {
  const cut = text.indexOf(mark);
  return cut < 0 ? text : text.slice(0, cut);
}

function filled(text: string): string | undefined {
  return text === '' ? undefined : text;
}
