import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';

// Run by a maintainer, never by a test:
//   node rooms/base-data/company/data/compile-public-sector.ts <folder with kommuner.csv, regioner.csv, authorities.csv>
// It rewrites `public-sector.ts` beside this file. Raise `publicSectorVersion` there when the rows change.

interface Row {
  readonly number: string;
  readonly name: string;
  readonly legalForm: string;
  readonly countyCode: string | undefined;
  readonly seat: string | undefined;
  readonly standing: 'confirmed' | 'unverified';
}

/**
 * Municipalities that bear the name of a town chartered before 1971 and are governed from it. Elsewhere the
 * name proves nothing (Sigtuna is governed from Märsta, Härryda from Mölnlycke), so the seat stays out.
 */
const charteredTowns = new Set(
  `Alingsås Arboga Arvika Askersund Avesta Boden Bollnäs Borgholm Borlänge Borås Eksjö Enköping Eskilstuna Eslöv
  Fagersta Falkenberg Falköping Filipstad Flen Gävle Göteborg Hagfors Halmstad Haparanda Hedemora Helsingborg Hjo
  Hudiksvall Härnösand Hässleholm Höganäs Jönköping Kalmar Karlshamn Karlskoga Karlskrona Karlstad Katrineholm
  Kiruna Kramfors Kristianstad Kristinehamn Kumla Kungsbacka Kungälv Köping Laholm Landskrona Lidköping Lindesberg
  Linköping Ljungby Ludvika Luleå Lund Lycksele Lysekil Malmö Mariestad Mjölby Motala Mölndal Nora Norrköping
  Norrtälje Nybro Nyköping Nynäshamn Nässjö Oskarshamn Oxelösund Piteå Ronneby Sala Sandviken Simrishamn Skara
  Skellefteå Skövde Sollefteå Stockholm Strängnäs Strömstad Sundsvall Säffle Säter Söderhamn Söderköping Södertälje
  Sölvesborg Tidaholm Tranås Trelleborg Trollhättan Trosa Uddevalla Ulricehamn Umeå Uppsala Vadstena Varberg Vaxholm
  Vetlanda Vimmerby Vänersborg Värnamo Västervik Västerås Växjö Ystad Åmål Ängelholm Örebro Örnsköldsvik Östersund
  Östhammar`.split(/\s+/),
);

/** The source names the county's residence town; the region is governed from another one in these counties. */
const regionGovernedElsewhere = new Set(['12', '14']);

function readTable(path: string): readonly Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? '');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

function municipalitySeat(name: string): string | undefined {
  if (name === 'Falu kommun') return 'Falun';
  const base = name.replace(/ kommun$/, '');
  return [base, base.replace(/s$/, '')].find((candidate) => charteredTowns.has(candidate));
}

function municipalities(folder: string): readonly Row[] {
  return readTable(join(folder, 'kommuner.csv')).map((row) => {
    const gotland = row.kommunkod === '0980';
    return {
      number: row.orgnr ?? '',
      name: gotland ? 'Region Gotland' : (row.namn ?? ''),
      legalForm: '82',
      countyCode: row.lanskod,
      seat: gotland ? 'Visby' : municipalitySeat(row.namn ?? ''),
      standing: 'confirmed',
    };
  });
}

function regions(folder: string): readonly Row[] {
  return readTable(join(folder, 'regioner.csv'))
    .filter((row) => row.lanskod !== '09')
    .map((row) => ({
      number: row.region_orgnr ?? '',
      name: row.region ?? '',
      legalForm: '84',
      countyCode: row.lanskod,
      seat: regionGovernedElsewhere.has(row.lanskod ?? '') ? undefined : row.residensstad,
      standing: /UNVERIFIED/i.test(row.orgnr_kalla ?? '') ? 'unverified' : 'confirmed',
    }));
}

function authorities(folder: string): readonly Row[] {
  return readTable(join(folder, 'authorities.csv')).map((row) => ({
    number: row.orgnr ?? '',
    name: row.namn ?? '',
    legalForm: '81',
    countyCode: undefined,
    seat: undefined,
    standing: /unverified/i.test(row.kalla ?? '') ? 'unverified' : 'confirmed',
  }));
}

function renderRow(row: Row): string {
  const cell = (text: string | undefined) => (text === undefined ? 'null' : `'${text}'`);
  const mark = row.standing === 'confirmed' ? 'confirmed' : 'unverified';
  return `  ['${row.number}', '${row.name}', '${row.legalForm}', ${cell(row.countyCode)}, ${cell(row.seat)}, '${mark}'],`;
}

function compile(folder: string): void {
  const rows = [...municipalities(folder), ...regions(folder), ...authorities(folder)];
  const wrong = rows.filter((row) => !isOrganisationNumber(row.number));
  if (wrong.length > 0) throw new Error(`wrong check digit: ${wrong.map((row) => row.name).join(', ')}`);
  const target = join(import.meta.dirname, 'public-sector.ts');
  const source = readFileSync(target, 'utf8');
  const [head] = source.split('// rows\n');
  writeFileSync(target, `${head}// rows\n${rows.map(renderRow).join('\n')}\n];\n`);
  process.stdout.write(`${rows.length} rows written\n`);
}

const folder = process.argv[2];
if (folder === undefined)
  throw new Error('name the folder that holds kommuner.csv, regioner.csv and authorities.csv');
compile(folder);
