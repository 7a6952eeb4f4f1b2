import { Readable } from 'node:stream';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { csvLine } from '../../domain/csv-cell.ts';
import { readCsv } from '../../domain/csv-reader.ts';
import { type ExportedMandate, exportMandates, mayExport } from '../../use-cases/export-csv.ts';
import { importProposals } from '../../use-cases/import-csv.ts';
import { exportCells, exportColumns, readEntries, readHeading, renderRefusal } from '../../wire/own/csv.ts';
import { asActing } from './callers.ts';
import { mandateProblem } from './mandates-reply.ts';
import type { Tools } from './tools.ts';

type ByOrganisation<Body = unknown> = RoomRequest<{ orgnr: string }, unknown, Body>;

/** Rows that leave together; a row of its own for each would cost more than the row. */
const rowsAtOnce = 200;

/** The file goes out while the database is read: neither is ever whole in memory. */
export function exportHandler(request: ByOrganisation, tools: Tools): Promise<RoomReply> {
  const { orgnr } = request.params;
  return asActing(request, tools, orgnr, async (acting) => {
    if (!(await mayExport(tools, acting))) return mandateProblem('not-alone');
    return {
      status: 200,
      contentType: 'text/csv; charset=utf-8; header=present',
      headers: { 'content-disposition': `attachment; filename="fullmakter-${orgnr}.csv"` },
      body: Readable.from(csvPieces(exportMandates(tools, acting)), { objectMode: false }),
    };
  });
}

/** A byte order mark first, by which spreadsheets see that the file is UTF-8. */
async function* csvPieces(mandates: AsyncIterable<ExportedMandate>): AsyncGenerator<string> {
  let piece = `\uFEFF${csvLine(exportColumns)}`;
  let rows = 0;
  for await (const { mandate, standing } of mandates) {
    piece += csvLine(exportCells(mandate, standing));
    rows += 1;
    if (rows % rowsAtOnce !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

export function importHandler(request: ByOrganisation<string>, tools: Tools): Promise<RoomReply> {
  const { params, body } = request;
  return asActing(request, tools, params.orgnr, async (acting) => {
    const records = readCsv([body]);
    const first = (await records.next()).value;
    const read = first !== undefined && 'cells' in first ? readHeading(first.cells) : undefined;
    if (read === undefined) return mandateProblem('csv-heading');
    if ('wrong' in read) {
      const errors = read.wrong.map((column) => ({
        pointer: '',
        detail: `Write the column ${column} once.`,
      }));
      return mandateProblem('csv-heading', { errors });
    }
    const entries = readEntries(records, read.heading);
    const { made, refused } = await importProposals(tools, acting, entries, sha256Hex(body));
    return { status: 200, body: { made, refused: refused.map(renderRefusal) } };
  });
}
