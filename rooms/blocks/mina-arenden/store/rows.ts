import type { CaseEvent, CaseReference, Customer, Subject } from '../domain/event.ts';
import type { EventTable } from './tables.ts';

type Row = Omit<EventTable, 'producer'>;

/** What the standard knows. */
export const eventColumns = [
  'id',
  'customer',
  'customer_kind',
  'customer_suffix',
  'case_id',
  'case_kind',
  'title',
  'description',
  'language',
  'producer_name',
  'at',
  'type',
  'needs_action',
  'closed',
  'version',
  'tags',
  'extended',
  'refs',
] as const satisfies readonly (keyof Row)[];

/** What a load writes. */
export const loadedColumns = [...eventColumns, 'extension'] as const;

export const wholeColumns = [...loadedColumns, 'retracted_at', 'retraction'] as const;

type StandardRow = Pick<Row, (typeof eventColumns)[number]>;
type BeyondRow = Pick<Row, 'extension' | 'retracted_at' | 'retraction'>;
export type WholeColumn = (typeof wholeColumns)[number];

/** Columns as `json_to_recordset` names them. */
export const eventRecord = `row(id text, customer text, customer_kind text, customer_suffix text, case_id text,
  case_kind text, title text, description text, language text, producer_name text, at timestamptz, type text,
  needs_action boolean, closed boolean, version text, tags text[], extended json, refs json,
  extension json)`;

export function toRow(event: CaseEvent) {
  const { customer, case: reference } = event.subject;
  return {
    id: event.id,
    customer: customer?.id,
    customer_kind: customer?.kind,
    customer_suffix: customer?.suffix,
    case_id: reference?.id,
    case_kind: reference?.kind,
    title: event.title,
    description: event.description,
    language: event.language,
    producer_name: event.producerName,
    at: new Date(event.at).toISOString(),
    type: event.type,
    needs_action: event.needsAction,
    closed: event.closed,
    version: event.version,
    tags: event.tags,
    extended: event.extended,
    refs: event.references,
    extension: event.extension,
  };
}

/** Without what the standard does not know where its columns were not read. */
export function fromRow(row: StandardRow & Partial<BeyondRow>): CaseEvent {
  const { extension = null, retracted_at = null, retraction } = row;
  return {
    id: row.id,
    subject: subjectOf(row),
    title: row.title,
    description: row.description,
    language: row.language,
    producerName: row.producer_name,
    at: row.at.getTime(),
    type: row.type,
    needsAction: row.needs_action,
    closed: row.closed,
    version: row.version,
    tags: row.tags,
    ...(row.extended !== null && { extended: row.extended }),
    ...(row.refs !== null && { references: row.refs }),
    ...(extension !== null && { extension }),
    ...(retracted_at !== null && { retracted: { at: retracted_at.getTime(), reason: retraction ?? '' } }),
  };
}

/** The table holds no event without either. */
function subjectOf(row: StandardRow): Subject {
  const customer = customerOf(row);
  const reference = caseOf(row);
  return { ...(customer && { customer }), ...(reference && { case: reference }) } as Subject;
}

function customerOf({
  customer: id,
  customer_kind: kind,
  customer_suffix,
}: StandardRow): Customer | undefined {
  if (id === null || kind === null) return undefined;
  return { id, kind, ...(customer_suffix !== null && { suffix: customer_suffix }) };
}

function caseOf({ case_id: id, case_kind: kind }: StandardRow): CaseReference | undefined {
  return id === null || kind === null ? undefined : { id, kind };
}
