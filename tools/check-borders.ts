// Prints what breaks a border of the house: `node tools/check-borders.ts [folder …]`. Exit code 1 if anything does.
// `npm test` runs the same rules as tests.
import { borders } from './borders/all.ts';
import { printFindings } from './source/print-findings.ts';

process.exitCode = printFindings(borders, process.argv.slice(2));
