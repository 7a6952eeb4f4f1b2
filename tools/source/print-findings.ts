import { join } from 'node:path';
import { describeFindings } from './finding.ts';
import { readProject } from './project.ts';
import type { Rule } from './rule.ts';
import { treeOnDisk } from './tree.ts';

export const houseRoot = join(import.meta.dirname, '..', '..');

/** Prints what the rules find at or below the named places (all, if none is named); answers the exit code. */
export function printFindings(rules: readonly Rule[], places: readonly string[]): number {
  const project = readProject(treeOnDisk(houseRoot));
  const findings = rules
    .flatMap((rule) => rule.check(project))
    .filter(({ file }) => places.length === 0 || places.some((place) => file.startsWith(place)));
  if (findings.length > 0) console.log(describeFindings(findings));
  console.log(`${rules.length} rules, ${project.tree.paths.length} files, ${findings.length} findings`);
  return findings.length > 0 ? 1 : 0;
}
