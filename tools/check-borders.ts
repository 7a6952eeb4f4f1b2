// Prints what breaks a border of the house: `node tools/check-borders.ts [folder …]`. Exit code 1 if anything does.
// `npm test` runs the same rules as tests.
import { join } from 'node:path';
import { borders } from './borders/all.ts';
import { describeFindings } from './source/finding.ts';
import { readProject } from './source/project.ts';
import { treeOnDisk } from './source/tree.ts';

const folders = process.argv.slice(2);
const project = readProject(treeOnDisk(join(import.meta.dirname, '..')));
const findings = borders
  .flatMap((rule) => rule.check(project))
  .filter(({ file }) => folders.length === 0 || folders.some((folder) => file.startsWith(folder)));
if (findings.length > 0) console.log(describeFindings(findings));
console.log(`${borders.length} borders, ${project.sources.length} files, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
