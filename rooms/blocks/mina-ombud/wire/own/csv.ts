import { Type } from 'typebox';
import { withoutGuard } from '../../domain/csv-cell.ts';
import type { CsvFault, CsvRecord } from '../../domain/csv-reader.ts';
import type { CsvEntry, CsvRefusal, CsvRow } from '../../domain/csv-row.ts';
import type { Limit, Mandate } from '../../domain/mandate.ts';
import { displayName } from '../../domain/party.ts';
import type { Standing } from '../../domain/standing.ts';
import { plainText } from './party.ts';

/** The columns of an export, in their order. A list in a cell has its members apart by ` | `. */
export const exportColumns = [
  'referensnummer',
  'id',
  'status',
  'gäller hos',
  'organisation',
  'rubrik',
  'mall',
  'fullmaktshavare',
  'namn',
  'behörigheter',
  'ärende',
  'fastighet',
  'enhet',
  'gäller från',
  'gäller till',
  'vidaredelning',
  'upphörde av',
  'skäl',
] as const;

const standings: Readonly<Record<Standing, string>> = {
  valid: 'gäller',
  coming: 'kommande',
  past: 'upphörd',
};

const enders = {
  grantor: 'fullmaktsgivaren',
  holder: 'fullmaktshavaren',
  'relying-party': 'den som den gäller hos',
  delegator: 'den som delat vidare',
} as const;

export function exportCells(mandate: Mandate, standing: Standing): readonly string[] {
  const { reference, id, relyingParty, title, template, holders, permissions, validFrom, validTo } = mandate;
  return [
    reference,
    id,
    standings[standing],
    relyingParty.id,
    relyingParty.name,
    title,
    template.id,
    list(holders.map((holder) => holder.id)),
    list(holders.map(displayName)),
    list(permissions.map(({ code }) => code)),
    ...limitColumns.map(([kind]) => limitsOf(mandate, kind)),
    validFrom,
    validTo ?? '',
    mandate.mayDelegate ? 'ja' : 'nej',
    mandate.ended === undefined ? '' : enders[mandate.ended.by],
    mandate.ended?.reason ?? '',
  ];
}

function limitsOf({ limits }: Mandate, kind: Limit['kind']): string {
  return list(limits.filter((limit) => limit.kind === kind).map(({ value }) => value));
}

const between = ' | ';

function list(members: readonly string[]): string {
  return members.join(between);
}

/** The columns that an import reads; others are passed over, so that what was exported can be imported. */
const importColumns = {
  mall: 'obligatory',
  fullmaktshavare: 'obligatory',
  behörigheter: 'obligatory',
  'gäller från': 'obligatory',
  'gäller till': 'optional',
  namn: 'optional',
  ärende: 'optional',
  fastighet: 'optional',
  enhet: 'optional',
  vidaredelning: 'optional',
} as const;

type ImportColumn = keyof typeof importColumns;

/** Where each column stands in the file. */
export type Heading = Partial<Record<ImportColumn, number>>;

/** The heading of a file, or the columns that it lacks or has twice. Case and blanks around do not matter. */
export function readHeading(
  cells: readonly string[],
): { readonly heading: Heading } | { readonly wrong: readonly string[] } {
  const names = cells.map((cell) => withoutGuard(cell).trim().toLowerCase().normalize('NFC'));
  const columns = Object.keys(importColumns) as ImportColumn[];
  const wrong = columns.filter((column) => {
    const times = names.filter((name) => name === column).length;
    return times > 1 || (times === 0 && importColumns[column] === 'obligatory');
  });
  if (wrong.length > 0) return { wrong };
  const places = columns.map((column) => [column, names.indexOf(column)] as const);
  return { heading: Object.fromEntries(places.filter(([, at]) => at >= 0)) };
}

export function readRow(cells: readonly string[], heading: Heading): CsvRow | { readonly wrong: string } {
  const cell = (column: ImportColumn) => withoutGuard(cells[heading[column] ?? -1] ?? '').trim();
  const places = (column: ImportColumn) =>
    cell(column)
      .split('|')
      .map((one) => one.trim());
  const members = (column: ImportColumn) => places(column).filter((one) => one !== '');
  // Each name belongs to the number in the same place; an empty place is a number without a name.
  const names = places('namn');
  const holders = members('fullmaktshavare');
  const limits = limitColumns.flatMap(([kind, column]) => members(column).map((value) => ({ kind, value })));
  const mayDelegate = yesOrNo.get(cell('vidaredelning').toLowerCase());
  if (mayDelegate === undefined) return { wrong: 'Write ja or nej under vidaredelning.' };
  const wrong = wrongMembers(holders, names, limits);
  if (wrong !== undefined) return { wrong };
  const validTo = cell('gäller till');
  return {
    template: cell('mall').toLowerCase(),
    grantorRole: 'organisation',
    holders: holders.map((number, i) => ({ number, ...nameAt(names, i) })),
    permissions: members('behörigheter'),
    limits,
    validFrom: cell('gäller från'),
    ...(validTo !== '' && { validTo }),
    mayDelegate,
  };
}

const yesOrNo = new Map([
  ['', false],
  ['nej', false],
  ['ja', true],
]);

const plain = new RegExp(plainText, 'u');
const isLine = (text: string, longest: number) => text.length <= longest && plain.test(text);

/** The same bounds as for a proposal that comes as JSON. */
function wrongMembers(
  holders: readonly string[],
  names: readonly string[],
  limits: readonly Limit[],
): string | undefined {
  if (holders.length > 50 || limits.length > 50) return 'Write at most 50 holders and 50 limits in a row.';
  if (names.length > holders.length && names.some((name) => name !== ''))
    return 'Write the names in the order of the numbers, one for each at most.';
  if (!names.every((name) => name === '' || isLine(name, 255)))
    return 'Write a name in one line of at most 255 characters, without invisible ones.';
  if (!limits.every(({ value }) => isLine(value, 100)))
    return 'Write a limit in one line of at most 100 characters, without invisible ones.';
  return undefined;
}

const limitColumns = [
  ['case', 'ärende'],
  ['property', 'fastighet'],
  ['unit', 'enhet'],
] as const;

function nameAt(names: readonly string[], i: number) {
  const name = names[i];
  return name === undefined || name === '' ? {} : { name };
}

const faults: Readonly<Record<CsvFault, string>> = {
  'stray-quote': 'Text follows a closing quote: double the quotes that belong to the text.',
  'open-quote': 'A quote is never closed.',
  'row-too-long': 'The row is longer than 65,536 characters.',
};

/** The rows below the heading, each read or refused. */
export async function* readEntries(
  records: AsyncIterable<CsvRecord>,
  heading: Heading,
): AsyncGenerator<CsvEntry> {
  for await (const record of records) {
    const { line } = record;
    if ('fault' in record) {
      yield { refusal: { line, code: record.fault, detail: faults[record.fault] } };
      continue;
    }
    const row = readRow(record.cells, heading);
    yield 'wrong' in row ? { refusal: { line, code: 'bad-cell', detail: row.wrong } } : { line, row };
  }
}

/** The column that a member of the terms comes from. */
const pointerColumns: readonly (readonly [RegExp, string])[] = [
  [/^\/template/, 'mall'],
  [/^\/holders/, 'fullmaktshavare'],
  [/^\/permissions/, 'behörigheter'],
  [/^\/limits/, 'ärende, fastighet, enhet'],
  [/^\/validFrom/, 'gäller från'],
  [/^\/validTo/, 'gäller till'],
  [/^\/mayDelegate/, 'vidaredelning'],
];

export function renderRefusal({ line, code, pointer = '', detail }: CsvRefusal) {
  const column = pointerColumns.find(([form]) => form.test(pointer))?.[1];
  return { line, code, ...(column !== undefined && { column }), reason: detail };
}

/** What became of each row. Nothing of a row is repeated, for rows name persons. */
export const importReply = Type.Object(
  {
    made: Type.Array(Type.Object({ line: Type.Integer({ minimum: 1 }), proposal: Type.String() })),
    refused: Type.Array(
      Type.Object({
        line: Type.Integer({ minimum: 1, description: 'Where the row begins in the file. Rad.' }),
        code: Type.String(),
        column: Type.Optional(Type.String()),
        reason: Type.String({ description: 'What to mend. Vad som ska rättas.' }),
      }),
    ),
  },
  {
    examples: [
      {
        made: [{ line: 2, proposal: '7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21' }],
        refused: [
          {
            line: 3,
            code: 'holder-invalid',
            column: 'fullmaktshavare',
            reason: 'Check the number of the holder.',
          },
        ],
      },
    ],
  },
);
