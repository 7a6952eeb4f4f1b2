// Prints where documents and code disagree: `node tools/check-docs.ts [folder …]`. Exit code 1 if they do.
// `npm test` runs the same rules as tests.
import { docRules } from './docs/all.ts';
import { printFindings } from './source/print-findings.ts';

process.exitCode = printFindings(docRules, process.argv.slice(2));
