import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The header as published. */
export const bolagsverketHeader =
  'organisationsidentitet;namnskyddslopnummer;registreringsland;organisationsnamn;organisationsform;avregistreringsdatum;' +
  'avregistreringsorsak;pagandeAvvecklingsEllerOmstruktureringsforfarande;registreringsdatum;verksamhetsbeskrivning;postadress';

/** The header as published, with the TAB that closes it. */
export const scbHeader =
  'ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJEStat\tJurForm\tNamn\tNg1\tNg2\tNg3\tNg4\tNg5\tPeOrgNr\t' +
  'PostNr\tPostOrt\tRegDatKtid\tReklamsparrtyp\tmCOAdress\tmForetagsnamn\tmFtgStat\tmGatuadress\tmJEStat\tmJurForm\tmNamn\t' +
  'mNg1\tmNg2\tmNg3\tmNg4\tmNg5\tmPostNr\tmPostOrt\tmRegDatKtid\tmReklamsparrtyp\t';

export interface BolagsverketCells {
  readonly identity?: string;
  readonly number?: string;
  readonly names?: string;
  readonly form?: string;
  readonly goneOn?: string;
  readonly goneWhy?: string;
  readonly proceedings?: string;
  readonly registeredOn?: string;
  readonly activity?: string;
  readonly address?: string;
}

/** A row of `bolagsverket_bulkfil.txt`; invented organisations. */
export function bolagsverketRow(cells: BolagsverketCells = {}): string {
  return [
    cells.identity ?? '5560000167$ORGNR-IDORG',
    cells.number ?? '1',
    'SE-LAND',
    cells.names ?? 'Åkeri Ö AB$FORETAGSNAMN-ORGNAM$2001-02-03',
    cells.form ?? 'AB-ORGFO',
    cells.goneOn ?? '',
    cells.goneWhy ?? '',
    cells.proceedings ?? '',
    cells.registeredOn ?? '1999-12-31',
    cells.activity ?? 'Frakt',
    cells.address ?? 'Storgatan 1$c/o Örn$GÖTEBORG$41101$SE-LAND',
  ]
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(';');
}

/** A row of `scb_bulkfil_*.txt` by column name; columns not named are empty. */
export function scbRow(cells: Readonly<Record<string, string>>, header = scbHeader): string {
  return header
    .split('\t')
    .map((column) => cells[column] ?? '')
    .join('\t');
}

export function writeBolagsverketFile(
  folder: string,
  rows: readonly string[],
  header = bolagsverketHeader,
): string {
  const path = join(folder, 'bolagsverket_bulkfil.txt');
  writeFileSync(path, [header, ...rows, ''].join('\n'));
  return path;
}

export function writeScbFile(folder: string, rows: readonly string[], header = scbHeader): string {
  const path = join(folder, 'scb_bulkfil_JE.txt');
  writeFileSync(path, [header, ...rows, ''].join('\r\n'), 'latin1');
  return path;
}
