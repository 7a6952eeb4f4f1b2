import { fail, ok, type Result } from '@ena/kernel/result.ts';

/** The columns of a history file in CSV. An empty cell is an absent member; tags are divided by `|`. */
export const csvColumns = [
  'kundhandelseId',
  'kund',
  'kundTyp',
  'kundTillagg',
  'arende',
  'arendeTyp',
  'rubrik',
  'beskrivning',
  'sprak',
  'producent',
  'tidpunkt',
  'kundhandelseTyp',
  'producentarendetKraverKundatgard',
  'producentarendetKlart',
  'version',
  'taggar',
  'utokadInformation',
  'referenser',
  'ena',
] as const;

type Column = (typeof csvColumns)[number];

const required: readonly Column[] = [
  'kundhandelseId',
  'rubrik',
  'beskrivning',
  'tidpunkt',
  'kundhandelseTyp',
  'producentarendetKraverKundatgard',
  'producentarendetKlart',
];

export interface Heading {
  readonly names: readonly string[];
  /** Columns that nobody reads. */
  readonly unknown: readonly string[];
}

/** The heading, or the columns that it must have and lacks, or has twice. */
export function readHeading(cells: readonly string[]): Result<Heading, readonly string[]> {
  const names = cells.map((cell) => cell.trim());
  const wrong = csvColumns.filter((column) => {
    const times = names.filter((name) => name === column).length;
    return times > 1 || (times === 0 && required.includes(column));
  });
  if (wrong.length > 0) return fail(wrong);
  const known: readonly string[] = csvColumns;
  return ok({ names, unknown: names.filter((name) => !known.includes(name)) });
}

/** The row as an event in JSON would be; what cannot be one is left for the schema to refuse. */
export function readCsvEvent(heading: Heading, cells: readonly string[]): Result<object, string> {
  if (cells.length !== heading.names.length)
    return fail(`the row has ${cells.length} columns, the heading ${heading.names.length}`);
  const cell = (column: Column) => {
    const value = cells[heading.names.indexOf(column)];
    return value === '' ? undefined : value;
  };
  const extended = jsonOf(cell('utokadInformation'));
  const references = jsonOf(cell('referenser'));
  const extension = jsonOf(cell('ena'));
  if (!extended.ok || !references.ok || !extension.ok)
    return fail('utokadInformation, referenser or ena is not JSON');
  return ok(
    withoutAbsent({
      kundhandelseId: cell('kundhandelseId'),
      part: partOf(cell),
      rubrik: cell('rubrik'),
      beskrivning: cell('beskrivning'),
      sprak: cell('sprak'),
      producent: cell('producent'),
      tidpunkt: cell('tidpunkt'),
      kundhandelseTyp: cell('kundhandelseTyp'),
      producentarendetKraverKundatgard: booleanOf(cell('producentarendetKraverKundatgard')),
      producentarendetKlart: booleanOf(cell('producentarendetKlart')),
      version: cell('version'),
      taggar: cell('taggar')?.split('|'),
      utokadInformation: extended.value,
      referenser: references.value,
      ena: extension.value,
    }),
  );
}

function partOf(cell: (column: Column) => string | undefined): object {
  const kund = { identifierare: cell('kund'), typ: cell('kundTyp'), tillagg: cell('kundTillagg') };
  const arende = { identifierare: cell('arende'), typ: cell('arendeTyp') };
  return withoutAbsent({
    kund: kund.identifierare === undefined ? undefined : withoutAbsent(kund),
    arende: arende.identifierare === undefined ? undefined : withoutAbsent(arende),
  });
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function booleanOf(text: string | undefined): boolean | string | undefined {
  return text === 'true' ? true : text === 'false' ? false : text;
}

function jsonOf(text: string | undefined): Result<unknown, 'not-json'> {
  if (text === undefined) return ok(undefined);
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('not-json');
  }
}
